/** What `work` keeps: the queue, the cards and their buttons, requests, engine commands, what was shown. */
export const sql = `
CREATE TABLE prompts (
  id         INTEGER PRIMARY KEY,
  topic      INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  state      TEXT NOT NULL,
  client_id  TEXT NOT NULL UNIQUE,
  text       TEXT NOT NULL,
  source     TEXT,
  place      REAL NOT NULL,
  turn       TEXT,
  gather     TEXT,
  card       INTEGER,
  created_at INTEGER NOT NULL,
  sent_at    INTEGER,
  ended_at   INTEGER
) STRICT;
CREATE INDEX prompts_open ON prompts (topic, place)
  WHERE state IN ('gathering', 'held', 'waiting', 'sending', 'accepted', 'running');

CREATE TABLE commands (
  id         INTEGER PRIMARY KEY,
  topic      INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  type       TEXT NOT NULL,
  body       TEXT NOT NULL,
  state      TEXT NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  next_at    INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX commands_open ON commands (topic, id) WHERE state IN ('queued', 'sending', 'doubtful');

CREATE TABLE requests (
  key        TEXT PRIMARY KEY,
  topic      INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  thread     TEXT NOT NULL,
  turn       TEXT,
  item       TEXT,
  ask        TEXT NOT NULL,
  rpc        TEXT NOT NULL,
  epoch      INTEGER NOT NULL,
  state      TEXT NOT NULL,
  answer     TEXT,
  decided_by TEXT,
  because    TEXT,
  card       INTEGER NOT NULL,
  asked_at   INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE INDEX requests_item ON requests (thread, item);
CREATE INDEX requests_open ON requests (thread) WHERE state IN ('asked', 'decided');

CREATE TABLE cards (
  id         INTEGER PRIMARY KEY,
  topic      INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  body       TEXT NOT NULL,
  buttons    TEXT NOT NULL,
  reply_to   INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE buttons (
  nonce   TEXT PRIMARY KEY,
  topic   INTEGER NOT NULL,
  card    INTEGER,
  action  TEXT NOT NULL,
  state   TEXT NOT NULL,
  used_by TEXT,
  used_at INTEGER
) STRICT;
CREATE INDEX buttons_card ON buttons (card);

CREATE TABLE shown (
  topic      INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  turn       TEXT NOT NULL,
  state      TEXT NOT NULL,
  stop       TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  PRIMARY KEY (topic, generation, turn)
) STRICT, WITHOUT ROWID;

CREATE TABLE awaits (
  topic  INTEGER NOT NULL,
  person INTEGER NOT NULL,
  card   INTEGER NOT NULL,
  until  INTEGER NOT NULL,
  PRIMARY KEY (topic, person)
) STRICT, WITHOUT ROWID;
`;
