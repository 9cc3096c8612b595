// What the page knows: people, rooms and the clock, and how their names and times are said. Nothing here draws.
// Invariant: times are seconds since 1970 on the sandbox's clock; only wall() knows the college's zone.

export const world = {
  bot: {account: '', name: '班级小助手'},
  users: new Map(),   // account -> user
  groups: new Map(),  // id -> group
  rooms: new Map(),   // "group:700001" or "direct:10001" -> room
  up: false,          // the bot's line
  here: false,        // our own websocket
  me: '',
  open: '',           // key of the room that is shown
  tab: '',
  quote: null,
  zone: 'Asia/Shanghai',
  now: 0,             // what the sandbox's clock shows; it says so at every minute
  canMove: false,
  modes: [],          // what the gateway can be told to be
  mode: '正常',
  fresh: true,        // the bot began with an empty database
  unread: new Map(),  // account -> Map of room key -> {count, called}
  recent: [],         // accounts that one tap brings back
  reasons: new Map(), // message id -> sentences: how the bot decided about it; shown while they stand here
};

export const now = () => world.now;

let format = null;
let formatZone = '';

/** Year, month, … of an instant on the college's wall. */
export function wall(seconds) {
  if (formatZone !== world.zone) {
    formatZone = world.zone;
    format = new Intl.DateTimeFormat('zh-CN-u-nu-latn', {
      timeZone: world.zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
      hour: '2-digit', minute: '2-digit', weekday: 'short'});
  }
  const parts = {};
  for (const part of format.formatToParts(new Date(seconds * 1000))) parts[part.type] = part.value;
  parts.date = `${parts.month}月${parts.day}日`;
  parts.time = `${parts.hour}:${parts.minute}`;
  return parts;
}

export function when(seconds) {
  const then = wall(seconds);
  if (then.date === wall(now()).date) return then.time;
  return then.date === wall(now() - 86400).date ? `昨天 ${then.time}` : `${then.date} ${then.time}`;
}

export function briefly(seconds) {
  const then = wall(seconds);
  if (then.date === wall(now()).date) return then.time;
  return then.date === wall(now() - 86400).date ? '昨天' : then.date;
}

export const isBot = (account) => account === world.bot.account;
export const user = (account) => world.users.get(account);
export const nameOf = (account) => isBot(account) ? world.bot.name : (user(account)?.name ?? account);
export const shownIn = (place, account) => place === 'group' && user(account)?.card ? user(account).card : nameOf(account);
export const keyOf = (place, room) => `${place}:${room}`;

export function partText(part) {
  switch (part.kind) {
    case 'text': return part.value;
    case 'mention': return `@${nameOf(part.value)} `;
    case 'mention_all': return '@全体成员 ';
    case 'image': return '[图片]';
    case 'voice': return '[语音]';
    case 'file': return `[文件] ${part.value}`;
    case 'face': return '[表情]';
    case 'quote': return '';
    default: return '[消息]';
  }
}

export const textOf = (message) => message.parts.map(partText).join('').replace(/\s+/g, ' ').trim();

export function preview(message) {
  if (message.recalled) return `${nameOf(message.user)}撤回了一条消息`;
  const who = message.place === 'group' ? (message.user === world.me ? '我：' : `${nameOf(message.user)}：`) : '';
  return who + textOf(message);
}

export function roomFor(key) {
  if (!world.rooms.has(key)) world.rooms.set(key, {key, messages: null, last: null});
  return world.rooms.get(key);
}

export const membersOf = (group) => [...world.users.values()].filter((one) => one.groups.includes(group));

export function findMessage(id) {
  for (const room of world.rooms.values()) {
    const found = room.messages?.find((message) => message.id === id);
    if (found) return found;
  }
  return null;
}

/** "@班级小助手 谁没报" as a mention and a text, for every name that is in the room. */
export function partsOf(text) {
  const [place, id] = world.open.split(':');
  if (place !== 'group') return [{kind: 'text', value: text}];
  const names = [[world.bot.name, world.bot.account]];
  for (const one of membersOf(id)) names.push([one.name, one.account], [one.card, one.account]);
  names.sort((a, b) => b[0].length - a[0].length);
  const parts = [];
  let plain = '';
  const flush = () => { if (plain) parts.push({kind: 'text', value: plain}); plain = ''; };
  for (let at = 0; at < text.length;) {
    const found = text[at] === '@' ? names.find(([name]) => name && text.startsWith(name, at + 1)) : null;
    if (!found) { plain += text[at++]; continue; }
    flush();
    parts.push({kind: 'mention', value: found[1]});
    at += found[0].length + 1;
  }
  flush();
  return parts;
}

/** The date so many days from today, as 2020-03-12. */
export function dayAfter(days) {
  const at = wall(now());
  return new Date(Date.UTC(Number(at.year), Number(at.month) - 1, Number(at.day) + days)).toISOString().slice(0, 10);
}

// --- who has read what --------------------------------------------------------------------------------------------

const noUnread = {count: 0, called: false};

export const unreadOf = (account, key) => world.unread.get(account)?.get(key) ?? noUnread;

export function markRead(account, key) { world.unread.get(account)?.delete(key); }

const calls = (message, account) =>
  message.parts.some((part) => part.kind === 'mention_all' || (part.kind === 'mention' && part.value === account));

/** Counts a message for everybody who can read it and does not look at it. */
export function markUnread(message, key, looking) {
  const readers = message.place === 'group' ? membersOf(message.room) : [user(message.room)].filter(Boolean);
  for (const {account} of readers) {
    if (account === message.user || (looking && account === world.me)) continue;
    if (!world.unread.has(account)) world.unread.set(account, new Map());
    const before = unreadOf(account, key);
    world.unread.get(account).set(key, {count: before.count + 1, called: before.called || calls(message, account)});
  }
}

/** What a person should look at: every private message, and groups where they were called. */
export function waitingFor(account) {
  let sum = 0;
  for (const [key, {count, called}] of world.unread.get(account) ?? []) sum += key.startsWith('direct:') ? count : Number(called);
  return sum;
}
