import type { Verb } from '../../model/card.ts';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const ordinal = (n: number): string => {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;
};

/** What stands before and behind something that is named. */
export type Around = readonly [string, string];

const verbs: Readonly<Record<Verb, string>> = {
  once: 'Once',
  session: 'This session',
  always: 'Always',
  no: 'No',
  'no-because': 'No, because …',
  stop: '■ Stop the turn',
  apply: 'Apply',
  option: '',
  'something-else': 'Something else …',
  'new-in': 'New in',
  'no-project': 'No project',
  steer: 'Steer',
  edit: 'Edit',
  delete: 'Delete',
  'send-now': 'Send now',
  up: 'Up',
  join: 'Queue it',
  'send-them': 'Send them',
  'keep-paused': 'Keep paused',
  pause: 'Pause',
  clear: 'Clear',
  continue: 'Continue the turn',
  leave: 'Leave it',
};

/** Every word of ours that a chat shows. Another language is another table of the same type. */
export const en = {
  verbs,
  minutes: (n: number): string => count(n, 'minute'),
  hours: (n: number): string => count(n, 'hour'),
  seconds: (n: string): string => `${n} s`,
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as readonly string[],
  months: [
    ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  ] as readonly string[],
  quote: ['“', '”'] as Around,

  turn: {
    stop: '■ Stop',
    stopped: 'stopped',
    agent: 'agent',
    answerByMessage: 'Write the answer as a message.',
    quiet: (waited: string): string => `No word from the model for ${waited}`,
    quietCommand: (waited: string): string => `Silent for ${waited}, a command runs`,
    waits: 'waits for you',
    retrying: 'Trying again',
    desktop: 'Desktop',
    images: (n: number): string => count(n, 'image'),
    steps: (n: number): string => count(n, 'step'),
    files: (n: number): string => count(n, 'file'),
    exit: (code: number): string => `exit ${code}`,
    search: 'search',
    image: 'image',
    compaction: 'history made shorter',
    reviewBegun: 'review',
    reviewDone: 'review done',
    declined: 'declined',
    ranOn: 'ran on',
    earlier: (n: number): string => `… ${n} earlier`,
    failed: {
      'usage-limit': 'usage limit reached',
      'context-full': 'the context is full',
      overloaded: 'the model is overloaded',
      login: 'the login has expired',
      network: 'the model cannot be reached',
      other: 'an error',
    },
  },

  request: {
    command: 'Run a command',
    changes: (n: number): string => `Change ${count(n, 'file')}`,
    changesUnknown: 'Change files',
    question: 'Codex asks',
    questionOf: (n: number, of: number): string => `Codex asks (${n} of ${of})`,
    other: 'Codex asks for something new',
    in: 'in',
    network: 'needs the network:',
    writes: 'wants to write in',
    always: 'is kept for every thread:',
    tooLong: (lines: number): string => `${count(lines, 'line')}, too long for the chat`,
    cut: 'The middle is left out here.',
    more: (n: number): string => `and ${count(n, 'more file')}`,
    free: 'Reply to this message with your answer.',
    because: 'Reply to this message: what should it do instead?',
    secret: 'The answer is a secret. Better type it at the desktop.',
    skipped: 'skipped',
    once: 'Approved once',
    session: 'Approved for this session',
    alwaysKept: 'Approved, always',
    declined: 'Declined',
    stopped: 'Turn stopped',
    deciding: 'Sending the answer',
    decided: 'Decided',
    answered: 'Answered',
    desktop: 'at the desktop',
    outOfDate: 'Out of date: the turn ended',
    notResent: 'Out of date: Codex no longer asks',
  },

  chooser: {
    ask: 'Where should this go?',
    chosen: 'New in',
    chosenNone: 'New, without a project',
  },

  queued: {
    waiting: (place: number): string =>
      place <= 1 ? 'Next in the queue' : `${ordinal(place)} in the queue`,
    asking: (place: number): string => `${place - 1} wait already. Queue this too?`,
    editing: 'Reply to this message with the new text.',
    edited: 'now:',
    sent: 'sent',
    steered: 'steered',
    deleted: 'deleted',
  },

  queue: {
    title: (n: number): string => `${count(n, 'message')} waiting`,
    paused: 'Paused',
    empty: 'Nothing waits.',
    desktop: 'from the desktop',
    more: (n: number): string => `… and ${n} more`,
  },

  stopped: {
    title: 'Stopped',
    after: (elapsed: string): string => `Stopped after ${elapsed}`,
    still: 'Still running:',
    waiting: (n: number): string =>
      n === 1 ? 'One message is waiting.' : `${n} messages are waiting.`,
    sent: (n: number): string =>
      n === 1 ? 'The waiting one was sent.' : 'The waiting ones go out.',
    kept: 'The queue stays paused.',
  },

  trouble: {
    engineStopped: 'Codex stopped in the middle of this turn',
    engineStoppedKept: 'Your message and what was done until then are kept.',
    restarted: 'It is running again.',
    restarting: 'It is being started again.',
    engineAway: 'Codex is out of reach',
    engineAwayKept: 'What you write is kept and goes out when it is back.',
    engineBack: 'Codex is back',
    usageLimit: 'Usage limit reached',
    usageKept: 'What was done until then is kept.',
    usageWaits: (n: number, at: string | undefined): string =>
      n === 0
        ? `New messages wait until ${at}.`
        : `${n === 1 ? 'One message waits' : `${n} messages wait`}; ${n === 1 ? 'it goes' : 'they go'} out ${at ? `at ${at}` : 'after the reset'} by ${n === 1 ? 'itself' : 'themselves'}.`,
    turnFailed: 'The turn failed',
    turnFailedKept: 'What was done until then is kept.',
    waiting: (n: number): string =>
      n === 1 ? 'One message waits behind it.' : `${n} messages wait behind it.`,
    directoryGone: 'The directory is gone',
    directoryGoneDo: 'Make it again, or choose another place.',
    startRefused: 'Codex did not take the message',
    startRefusedKept: 'The message is kept.',
    continued: 'Continued',
    sent: 'The waiting ones go out',
    left: 'Left as it is',
  },

  status: {
    idle: 'idle',
    running: 'running',
    waiting: 'waits for you',
    queued: (n: number): string => `${n} waiting`,
    paused: 'queue paused',
    context: (percent: number): string => `context ${percent} % left`,
    approvals: 'approvals',
    engine: 'engine',
    shared: 'shared',
    private: 'private',
    away: 'engine out of reach',
    bridge: 'bridge',
    noPlace: 'not bound to a thread yet',
  },

  help: {
    title: 'Write what you want done; I pass it to Codex.',
    commands: {
      new: 'start in a new topic',
      status: 'what runs here',
      stop: 'stop the turn',
      queue: 'what waits',
      steer: 'add to the running turn',
      project: 'work in another project',
      help: 'this list',
    },
  },

  welcome: {
    title: 'You are connected to Codex on your machine.',
    topics: 'Open a topic and write what you want done: each topic is a thread of its own.',
    plain: 'Write what you want done.',
    topicsOff: 'Topics are off here. With them, each thread has a place of its own.',
    help: 'shows what else there is.',
  },

  notice: {
    nothingRuns: 'Nothing runs here.',
    emptyText: 'There is no text in this message. Write what should be done.',
    unsupported: ['I cannot take this along yet: ', '. Say it in words.'] as Around,
    attachmentsLeft: 'The text went to Codex, without:',
    unknownCommand: 'There is no command',
    near: 'Did you mean',
    unknownProject: 'There is no project',
    known: 'There are:',
    notAllowed: 'Your role does not allow this here.',
    lateEdit: 'This message has gone out already. The edit changes nothing; write it anew.',
    steered: 'Added to the running turn.',
    steerUsage: 'Say what to add:',
    steerExample: '/steer TEXT',
    newTopic: 'New topic:',
    queueEmpty: 'Nothing waits.',
    waitsForFirst: 'Waits for the message before it to be given a place.',
    busy: 'A turn runs here. Stop it first, or wait for its end.',
    bound: 'This topic works in',
    wasPaused: (time: string): string =>
      `Telegram held everything back here for ${time}, because too much was sent. Nothing was lost.`,
    setAside: (updates: number, messages: number): string =>
      [
        updates > 0 ? `${count(updates, 'message')} to me could not be handled.` : '',
        messages > 0 ? `${count(messages, 'message')} of mine could not be shown.` : '',
        'The log says why.',
      ]
        .filter((part) => part !== '')
        .join(' '),
    topicReplaced:
      'The topic before this one is gone. The thread goes on here, and nothing was lost.',
  },

  elsewhere: {
    title: (n: number): string => `${count(n, 'earlier turn')} from the desktop`,
    more: (n: number): string => `… ${n} before them`,
    nothing: 'without words',
  },

  toast: {
    done: 'Done',
    already: 'Already decided',
    alreadyBy: (name: string): string => `Already decided by ${name}`,
    outOfDate: 'This button is out of date.',
    notAllowed: 'Your role does not allow this here.',
    stopping: 'Stopping …',
    replyNow: 'Now reply to the message.',
  },
};

/** The table that every language has in full. */
export type Words = typeof en;
