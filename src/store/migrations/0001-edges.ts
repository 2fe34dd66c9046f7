/** The two durable ends: what came in and is not done, what must go out and is not delivered. */
export const sql = `
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
  seq             INTEGER PRIMARY KEY AUTOINCREMENT,
  source          TEXT NOT NULL CHECK (source IN ('update', 'timer')),
  bot_id          INTEGER,
  update_id       INTEGER,
  body_hash       TEXT,
  lane            TEXT NOT NULL,
  body            TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('new', 'done', 'dead')),
  attempts        INTEGER NOT NULL,
  next_at         INTEGER NOT NULL,
  first_failed_at INTEGER,
  reason          TEXT,
  received_at     INTEGER NOT NULL,
  UNIQUE (bot_id, update_id, body_hash)
) STRICT;
CREATE INDEX inbox_new ON inbox (lane, seq) WHERE state = 'new';
CREATE INDEX inbox_dead ON inbox (seq) WHERE state = 'dead';
CREATE INDEX inbox_age ON inbox (received_at);

CREATE TABLE timers (
  kind   TEXT NOT NULL,
  key    TEXT NOT NULL,
  lane   TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  body   TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers (due_at);

CREATE TABLE topics (
  key          INTEGER PRIMARY KEY AUTOINCREMENT,
  chat         INTEGER NOT NULL,
  topic        INTEGER,
  is_main      INTEGER NOT NULL CHECK (is_main IN (0, 1)),
  state        TEXT NOT NULL CHECK (state IN ('making', 'open', 'closed', 'lost')),
  name         TEXT NOT NULL,
  named_by     TEXT NOT NULL CHECK (named_by IN ('nobody', 'us', 'person')),
  generation   INTEGER NOT NULL,
  instance     TEXT,
  thread       TEXT,
  directory    TEXT,
  project      TEXT,
  running_turn TEXT,
  paused       TEXT CHECK (paused IN ('person', 'interrupted', 'failed', 'limit'))
) STRICT;
CREATE UNIQUE INDEX topics_address ON topics (chat, topic) WHERE topic IS NOT NULL;
CREATE UNIQUE INDEX topics_main ON topics (chat) WHERE is_main = 1;
CREATE UNIQUE INDEX topics_thread ON topics (instance, thread)
  WHERE thread IS NOT NULL AND state <> 'lost';
CREATE INDEX topics_any_thread ON topics (instance, thread) WHERE thread IS NOT NULL;

CREATE TABLE slots (
  seq              INTEGER PRIMARY KEY AUTOINCREMENT,
  topic            INTEGER NOT NULL REFERENCES topics (key),
  generation       INTEGER NOT NULL,
  name             TEXT NOT NULL,
  priority         INTEGER NOT NULL,
  place            REAL NOT NULL,
  type             TEXT NOT NULL,
  desired          TEXT NOT NULL,
  desired_hash     TEXT NOT NULL,
  state            TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unknown', 'dead')),
  message_id       INTEGER,
  delivered_hash   TEXT,
  attempts         INTEGER NOT NULL,
  next_at          INTEGER,
  closed           INTEGER NOT NULL CHECK (closed IN (0, 1)),
  reason           TEXT,
  without_entities INTEGER NOT NULL CHECK (without_entities IN (0, 1)),
  without_buttons  INTEGER NOT NULL CHECK (without_buttons IN (0, 1)),
  renewed          INTEGER NOT NULL CHECK (renewed IN (0, 1)),
  changed_at       INTEGER NOT NULL,
  UNIQUE (topic, generation, name)
) STRICT;
CREATE INDEX slots_pending ON slots (topic) WHERE state IN ('queued', 'unknown') AND next_at IS NOT NULL;
CREATE INDEX slots_sending ON slots (seq) WHERE state = 'sending';
CREATE INDEX slots_live ON slots (topic) WHERE type = 'live' AND closed = 0;
CREATE INDEX slots_message ON slots (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE sends (
  chat INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('message', 'live', 'typing')),
  cost INTEGER NOT NULL
) STRICT;
CREATE INDEX sends_at ON sends (at);

CREATE TABLE pauses (
  chat   INTEGER PRIMARY KEY,
  until  INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('flood', 'chat-gone', 'blocked', 'rights'))
) STRICT;
`;
