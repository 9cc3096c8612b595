// The sandbox's page: shows rooms and people, speaks for one of them, and draws what the bot does.
// Invariant: whatever came over the websocket reaches the page as text nodes or attributes, never as markup.
import {
  briefly, findMessage, isBot, keyOf, markRead, markUnread, membersOf, nameOf, now, partsOf, partText, preview, roomFor, shownIn,
  textOf, unreadOf, user, waitingFor, wall, when, world,
} from './model.js';
import {clockMoved, clockRefused, drawClock, startControls} from './controls.js';
import {closeMenu, openMenu} from './menu.js';
import {picture, upload} from './pictures.js';
import {$, avatar, badge, emojiNodes, groupAvatar, kinds, label, make, refill, rove} from './pieces.js';

// What one presses to send; what ends in … is only begun.
const chips = {
  student: ['36.5', '37.8 咳嗽', '谁没报', '我的记录', '帮助'],
  cadre: ['点名', '谁没报', '催一下', '36.5', '帮助'],
  teacher: ['今天情况', '谁没报', '计划', '发通知 …', '帮助'],
};
const maxRecent = 4;
const maxToasts = 3;
const toastTime = 9000;  // of a whisper, which has more to read
const wordsTime = 4000;
const gap = 300;  // seconds without a message before the time is shown again

// --- rooms --------------------------------------------------------------------------------------------------------

/** The rooms of a person, the bot's own first. */
function roomsOf(account) {
  const who = user(account);
  if (!who) return [];
  const own = {key: keyOf('direct', account), title: world.bot.name, avatar: () => avatar(world.bot.account, 'large')};
  const groups = who.groups.filter((id) => world.groups.has(id)).map((id) => {
    const group = world.groups.get(id);
    return {key: keyOf('group', id), title: group.name, avatar: () => groupAvatar(group)};
  });
  return [...groups, own];
}

function go(account, room = '') {
  const hash = account ? `#${account}${room ? `/${room}` : ''}` : '#';
  if (location.hash === hash) route();
  else location.hash = hash;
}

function route() {
  closeMenu();
  const [account, room] = location.hash.slice(1).split('/');
  if (account && user(account)) {
    world.me = account;
    if (!world.recent.includes(account)) world.recent = [account, ...world.recent].slice(0, maxRecent);
  }
  const known = roomsOf(world.me).some((one) => one.key === room);
  const before = world.open;
  world.open = account && known ? room : '';
  document.body.dataset.view = !account ? 'people' : world.open ? 'chat' : 'rooms';
  if (world.open !== before) setQuote(null);
  if (world.open) {
    const shown = roomFor(world.open);
    markRead(world.me, world.open);
    if (!shown.messages) ask(shown);
  }
  for (const shown of [...$('toasts').children]) {
    if (world.open && shown.dataset.room === world.open) shown.remove();
  }
  drawLists();
  drawChat();
  $('people-list').querySelector('[aria-current]')?.scrollIntoView({block: 'nearest'});
  if (world.open && matchMedia('(min-width: 721px)').matches) $('words').focus({preventScroll: true});
}

// --- people and room lists ----------------------------------------------------------------------------------------

function drawTabs() {
  const names = ['全部', '老师', ...[...world.groups.values()].map((group) => group.name)];
  $('tabs').replaceChildren(...names.map((name, index) => {
    const tab = index === 0 ? '' : name;
    return make('button', {type: 'button', class: 'tab', 'aria-pressed': String(world.tab === tab),
      onclick: () => { world.tab = tab; drawTabs(); drawPeople(); }}, name.replace('班级群', ''));
  }));
  rove($('tabs'));
}

const className = (group) => group.name.replace('班级群', '');
const isStaff = (one) => ['staff', 'office'].includes(kinds[one.label]);

function drawPeople() {
  const wanted = $('search').value.trim().toLowerCase();
  const fits = (one) => !wanted || [one.name, one.number, one.label, one.account].some((text) => text.toLowerCase().includes(wanted));
  const sections = [['老师', [...world.users.values()].filter(isStaff)],
    ...[...world.groups.values()].map((group) => [group.name, membersOf(group.id).filter((one) => !isStaff(one))])];
  const row = (one) => {
    const classes = isStaff(one) ? one.groups.map((id) => className(world.groups.get(id))).join('、') : one.number;
    return make('button', {type: 'button', class: 'row person', 'data-account': one.account,
      'aria-current': one.account === world.me ? 'true' : null, onclick: () => choose(one.account)},
    avatar(one.account),
    make('span', {class: 'row-main'},
      make('span', {class: 'row-title'}, make('span', {class: 'row-name'}, one.name), label(one.label)),
      make('span', {class: 'row-note'}, [classes, one.friend ? '' : '未加好友'].filter(Boolean).join(' · ') || one.number)),
    badge(waitingFor(one.account)));
  };
  const lists = sections.filter(([title]) => !world.tab || world.tab === title)
    .map(([title, people]) => [title, people.filter(fits)]).filter(([, people]) => people.length > 0);
  refill($('people-list'), 'account', lists.length === 0 ? [make('p', {class: 'none'}, '没有找到，换个写法试试')]
    : lists.map(([title, people]) => make('section', {'aria-label': title},
      make('h2', {}, `${title.replace('班级群', '')} ${people.length}人`), ...people.map(row))));
  rove($('people-list'));
}

/** Becomes somebody, in the same room if they are in it; on a wide window, or when asked to, a room opens at once. */
function choose(account, stay = false) {
  $('search').value = '';
  const rooms = roomsOf(account);
  const same = rooms.find((one) => one.key === world.open);
  const called = rooms.find((one) => one.key.startsWith('direct:') && unreadOf(account, one.key).count > 0);
  const next = same ?? (world.open.startsWith('direct:') ? called : null) ?? rooms[0];
  go(account, (stay || matchMedia('(min-width: 721px)').matches) && next ? next.key : '');
}

function drawRooms() {
  const me = user(world.me);
  $('me').replaceChildren(...(me ? [avatar(me.account, 'large'), make('div', {class: 'bar-text'},
    make('h2', {}, make('span', {id: 'me-name'}, me.name), label(me.label)),
    make('p', {}, [isStaff(me) ? me.groups.map((id) => className(world.groups.get(id))).join('、') : me.number, me.friend ? '' : '未加好友'].filter(Boolean).join(' · ')))] : []));
  refill($('room-list'), 'room', roomsOf(world.me).map((one) => {
    const room = roomFor(one.key);
    const unread = unreadOf(world.me, one.key);
    return make('button', {type: 'button', class: 'row room', 'data-room': one.key,
      'aria-current': one.key === world.open ? 'true' : null, onclick: () => go(world.me, one.key)},
    one.avatar(),
    make('span', {class: 'row-main'},
      make('span', {class: 'row-title'}, make('span', {class: 'row-name'}, one.title),
        make('time', {class: 'row-time'}, room.last ? briefly(room.last.time) : '')),
      make('span', {class: 'row-note'}, unread.called ? make('em', {}, '[有人@我] ') : null,
        ...emojiNodes(room.last ? preview(room.last) : '还没有消息'))),
    badge(unread.count));
  }));
  rove($('room-list'));
  const waiting = [...world.users.keys()].reduce((sum, account) => sum + waitingFor(account), 0);
  document.title = `${waiting ? `(${waiting}) ` : ''}${world.bot.name} · 沙盒`;
}

/** Where there is no room for the lists: the people of late and my rooms, each one tap away. */
function drawSwitch() {
  const me = user(world.me);
  if (!me) return;
  const pill = (shown, current, unread, extra, act, spoken) => make('button', {type: 'button', class: `pill ${extra}`,
    'aria-current': current ? 'true' : null, 'aria-label': spoken, title: spoken, onclick: act}, shown, badge(unread));
  const people = world.recent.map((account) => pill(avatar(account), account === world.me, account === world.me ? 0 : waitingFor(account),
    'who-pill', () => choose(account, true), `换成${nameOf(account)}，${user(account).label}`));
  const rooms = roomsOf(world.me).map((one) => {
    const name = one.title.replace('班级群', '').replace(world.bot.name, '私聊');
    return pill(name, one.key === world.open, one.key === world.open ? 0 : unreadOf(world.me, one.key).count, 'room-pill',
      () => go(world.me, one.key), `打开${name}`);
  });
  const strip = $('switch');
  strip.replaceChildren(...people,
    make('button', {type: 'button', class: 'pill', 'aria-label': '选别的人', onclick: () => go('')}, '…'),
    make('span', {class: 'pill-gap', 'aria-hidden': 'true'}), ...rooms);
  rove(strip);
  const current = strip.querySelector('.room-pill[aria-current]');
  if (current) strip.scrollLeft = Math.max(0, current.offsetLeft + current.offsetWidth + 12 - strip.clientWidth);
}

let drawing = false;

/** Draws people, rooms and pills once a frame, however much is said. */
function drawLists() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; drawPeople(); drawRooms(); drawSwitch(); });
}

// --- the chat -----------------------------------------------------------------------------------------------------

function bubbleParts(message) {
  const out = [];
  const mention = (name, mine) => make('span', {class: mine ? 'mention mine' : 'mention'}, `@${name}`);
  for (const [index, part] of message.parts.entries()) {
    const before = message.parts[index - 1]?.kind ?? '';
    if (before.startsWith('mention') && !/^\s/.test(partText(part))) out.push(' ');
    if (part.kind === 'text') out.push(...emojiNodes(part.value));
    else if (part.kind === 'mention') out.push(mention(nameOf(part.value), part.value === world.me));
    else if (part.kind === 'mention_all') out.push(mention('全体成员', true));
    else if (part.kind === 'quote') continue;  // stands above the bubble
    else if (part.kind === 'image') out.push(picture(part.value));
    else if (part.kind === 'voice') out.push(make('span', {class: 'voice'}, '语音 3″'));
    else if (part.kind === 'file' && isBot(message.user))
      out.push(make('a', {class: 'file', href: `/file/${message.id}`, download: part.value, title: '下载'}, part.value));
    else if (part.kind === 'file') out.push(make('span', {class: 'file'}, part.value || '文件'));
    else out.push(partText(part));
  }
  return out;
}

/** What a message answers, above its bubble; a press leads there. */
function quoted(message) {
  const id = message.parts.find((part) => part.kind === 'quote')?.value;
  if (!id) return null;
  const source = findMessage(id);
  const text = !source ? '引用的消息看不到了' : source.recalled ? '引用的消息已撤回' : `${nameOf(source.user)}：${textOf(source)}`;
  return make('button', {type: 'button', class: 'quoted', title: '看原来的消息', onclick: () => {
    const at = log.querySelector(`[data-message="${CSS.escape(id)}"]`);
    at?.scrollIntoView({block: 'center', behavior: 'smooth'});
    at?.animate([{opacity: 0.3}, {opacity: 1}], 700);
  }}, ...emojiNodes(text));
}

function reactionsOf(message) {
  return make('div', {class: 'reactions'}, ...message.reactions.map((emoji) =>
    make('span', {class: 'reaction', title: `${world.bot.name}回应了${emoji}`}, ...emojiNodes(emoji),
      make('span', {class: 'reaction-who'}, world.bot.name))));
}

/** One press asks how the bot decided about a message, one more puts the answer away. */
function whyButton(message) {
  if (isBot(message.user)) return null;
  const shown = world.reasons.has(message.id);
  return make('button', {type: 'button', class: 'why', 'aria-expanded': String(shown), title: '为什么这样答',
    'aria-label': `为什么这样答：${textOf(message)}`, onclick: () => {
      if (!world.reasons.delete(message.id)) return tell({type: 'why', message: message.id});
      redraw(message.id);
      log.querySelector(`[data-message="${CSS.escape(message.id)}"] .why`)?.focus();
    }}, '?');
}

function reasonsOf(message) {
  const lines = world.reasons.get(message.id);
  return lines ? make('div', {class: 'reasons'}, ...lines.map((line) => make('p', {}, line))) : null;
}

function messageMenu(bubble, message) {
  if (String(getSelection())) return;  // somebody is selecting words, not pressing a button
  const choices = [['引用', () => setQuote(message)]];
  const words = message.parts.filter((part) => part.kind === 'text').map((part) => part.value).join('').trim();
  if (words) choices.push(['复制', () => navigator.clipboard.writeText(words).catch(() => toast(null, '浏览器不让复制'))]);
  const photo = bubble.querySelector('.photo');
  if (photo) choices.push(['看大图', () => open(photo.src, '_blank', 'noopener')]);
  if (message.user === world.me) choices.push(['撤回', () => tell({type: 'recall', user: world.me, message: message.id})]);
  openMenu(bubble, choices);
}

function messageItem(message, before) {
  const pieces = [];
  if (!before || message.time - before.time >= gap) {
    pieces.push(make('li', {class: 'time'}, make('time', {}, when(message.time))));
  }
  if (message.recalled) {
    const who = message.user === world.me ? '你' : nameOf(message.user);
    pieces.push(make('li', {class: 'system', 'data-message': message.id}, `${who}撤回了一条消息`));
    return pieces;
  }
  const own = message.user === world.me;
  const bubble = make('div', {class: 'bubble', tabindex: '0', role: 'button', 'aria-haspopup': 'menu',
    onclick: () => messageMenu(bubble, message),
    oncontextmenu: (event) => { event.preventDefault(); messageMenu(bubble, message); },
    onkeydown: (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      messageMenu(bubble, message);
    }}, ...bubbleParts(message));
  const follows = pieces.length === 0 && before && !before.recalled && before.user === message.user;
  pieces.push(make('li', {class: `message ${own ? 'own' : ''} ${isBot(message.user) ? 'from-bot' : ''} ${follows ? 'follows' : ''}`,
    'data-message': message.id, 'data-user': message.user},
  avatar(message.user),
  make('div', {class: 'message-main'},
    message.place === 'group' && !own && !follows
      ? make('div', {class: 'who'}, make('span', {}, shownIn(message.place, message.user)),
        user(message.user)?.label === '学生' ? null : label(user(message.user)?.label))
      : null,
    quoted(message), make('div', {class: 'said'}, bubble, whyButton(message)), reasonsOf(message), reactionsOf(message))));
  return pieces;
}

const log = $('log');  // scrolls; the list in it holds the messages
const lines = $('lines');
const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 120;
let newer = 0;

function toEnd() {
  log.scrollTop = log.scrollHeight;
  newer = 0;
  $('newer').hidden = true;
}

function drawLog() {
  const messages = roomFor(world.open).messages ?? [];
  lines.replaceChildren(...messages.flatMap((message, index) => messageItem(message, messages[index - 1])));
  rove(lines, true);
  toEnd();
}

function drawChat() {
  $('chat').classList.toggle('closed', !world.open);
  drawLink();
  const me = user(world.me);
  if (!world.open || !me) {
    $('chat-title').textContent = '选一个会话';
    lines.replaceChildren();
    $('notice').hidden = true;
    return;
  }
  const [place, id] = world.open.split(':');
  const group = place === 'group' ? world.groups.get(id) : null;
  $('chat-title').replaceChildren(group ? group.name : world.bot.name,
    ...(group ? [make('small', {}, `${membersOf(id).length + 1}人`)] : []));
  $('words').setAttribute('placeholder', `以${me.name}的身份发消息`);
  $('words').setAttribute('title', 'Enter 发送，Shift+Enter 换行');
  $('at').hidden = place !== 'group';
  const stranger = place === 'direct' && !me.friend;
  $('notice').hidden = !stranger;
  $('notice-text').textContent = stranger ? `还不是${world.bot.name}的好友：你说的它听得到，但它没法私聊回你` : '';
  drawChips(me);
  drawLog();
}

function drawLink() {
  const fine = world.mode === '正常';
  const bot = world.bot.name + (world.up ? '在线' : fine ? '离线，正在等它连上来' : '离线');
  const text = !world.here ? '与沙盒的连接断了，正在重连' : fine ? bot : `${bot} · 网关${world.mode}`;
  for (const line of [$('link'), $('chat-link')]) {
    line.textContent = text;
    line.dataset.up = !world.here || !world.up ? 'no' : fine ? 'yes' : 'odd';
  }
  const me = user(world.me);
  $('chat-me').textContent = me ? `我是${me.label}${me.name}` : '';
  for (const button of document.querySelectorAll('.gateway')) button.textContent = `网关：${world.mode}`;
  $('send').disabled = !world.here;
}

/** What somebody of this role may want to say. */
function drawChips(me) {
  const role = isStaff(me) ? 'teacher' : kinds[me.label] === 'plain' || kinds[me.label] === 'guest' ? 'student' : 'cadre';
  if ($('chips').dataset.role === role) return;
  $('chips').dataset.role = role;
  $('chips').replaceChildren(...chips[role].map((text) => make('button', {type: 'button', class: 'chip',
    onclick: () => text.endsWith('…') ? insert(text.slice(0, -1)) : say([{kind: 'text', value: text}])}, text)));
  rove($('chips'));
}

function setQuote(message) {
  world.quote = message;
  $('quote-bar').hidden = !message;
  $('quote-text').replaceChildren(...(message ? emojiNodes(`引用 ${nameOf(message.user)}：${textOf(message)}`) : []));
  if (message) $('words').focus();
}

// --- speaking -----------------------------------------------------------------------------------------------------

async function sendPicture(file) {
  if (!file || !world.open) return;
  const [me, room] = [world.me, world.open];
  try {
    const name = await upload(file);
    if (me !== world.me || room !== world.open) throw new Error('换了人或会话，图片没有发出去，请再选一次');
    say([{kind: 'image', value: name}]);
  } catch (problem) {
    toast(null, problem.message);
  }
}

/** A file whose content the bot may fetch, such as a roster. */
async function sendFile(file) {
  if (!file || !world.open) return;
  const [me, room] = [world.me, world.open];
  try {
    const answer = await fetch('/files', {method: 'POST', body: file});
    if (!answer.ok) throw new Error(answer.status === 413 ? '文件太大了，请选 1 MB 以内的' : await answer.text());
    if (me !== world.me || room !== world.open) throw new Error('换了人或会话，文件没有发出去，请再选一次');
    say([{kind: 'file', value: file.name, id: (await answer.json()).id}]);
  } catch (problem) {
    toast(null, problem.message);
  }
}

function say(parts) {
  if (!world.open || !world.here) return;
  const [place, room] = world.open.split(':');
  if (world.quote) parts.unshift({kind: 'quote', value: world.quote.id});
  tell({type: 'say', user: world.me, place, room, parts});
  setQuote(null);
  stick = true;
}

let stick = false;  // our own message always scrolls into view

function send() {
  const words = $('words');
  const text = words.value.replace(/\s+$/, '');
  if (!text.trim()) return;
  if (!world.here) return toast(null, '与沙盒的连接断了，连上后再发');
  say(partsOf(text));
  words.value = '';
  grow();
}

function grow() {
  const words = $('words');
  words.style.height = 'auto';
  const wanted = words.scrollHeight + words.offsetHeight - words.clientHeight;
  words.style.height = `${Math.min(wanted, 140)}px`;
  words.classList.toggle('full', wanted > 140);
}

function insert(text) {
  const words = $('words');
  words.setRangeText(text, words.selectionStart, words.selectionEnd, 'end');
  grow();
  words.focus();
}

// --- toasts -------------------------------------------------------------------------------------------------------

/** A card that goes by itself: a whisper, which opens its room, or plain words. */
function toast(message, text = '') {
  const close = () => card.remove();
  const target = message && user(message.room);
  const card = make('div', message ? {class: 'toast whisper', 'data-room': keyOf('direct', message.room), 'data-user': message.room} : {class: 'toast'},
    message
      ? make('button', {type: 'button', class: 'toast-open', onclick: () => { close(); go(message.room, keyOf('direct', message.room)); }},
        avatar(world.bot.account),
        make('span', {class: 'row-main'},
          make('span', {class: 'row-title'}, make('span', {class: 'row-name'}, `私聊 ${target?.name ?? message.room}`),
            target?.label === '学生' ? null : label(target?.label)),
          make('span', {class: 'toast-text'}, ...emojiNodes(textOf(message)))))
      : make('span', {class: 'row-main'}, text),
    make('button', {type: 'button', class: 'icon close', 'aria-label': '关闭', onclick: close}));
  $('toasts').append(card);
  while ($('toasts').children.length > maxToasts) $('toasts').firstElementChild.remove();
  let timer = setTimeout(close, message ? toastTime : wordsTime);
  card.addEventListener('mouseenter', () => clearTimeout(timer));
  card.addEventListener('mouseleave', () => { timer = setTimeout(close, toastTime / 3); });
}

// --- the websocket ------------------------------------------------------------------------------------------------

let socket = null;
let delay = 500;

function tell(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function ask(room) {
  const [place, id] = room.key.split(':');
  tell({type: 'history', place, room: id});
}

function heard(message) {
  const key = keyOf(message.place, message.room);
  const room = roomFor(key);
  const before = room.messages?.at(-1);
  room.last = message;
  room.messages?.push(message);
  const looking = key === world.open && !document.hidden;
  markUnread(message, key, looking);
  if (key === world.open) {
    const end = nearEnd() || (stick && message.user === world.me);
    lines.append(...messageItem(message, before));
    rove(lines, true);
    if (end) toEnd();
    else { newer += 1; $('newer').hidden = false; $('newer').textContent = `${newer}条新消息`; }
    stick = false;
  }
  if (message.place === 'direct' && isBot(message.user) && key !== world.open) toast(message);
  drawLists();
}

/** Draws one message anew where it stands. */
function redraw(id) {
  const at = log.querySelector(`[data-message="${CSS.escape(id)}"]`);
  const messages = roomFor(world.open).messages ?? [];
  const index = messages.findIndex((message) => message.id === id);
  if (!at || index < 0) return;
  const end = nearEnd();
  at.replaceWith(messageItem(messages[index], messages[index - 1]).at(-1));
  rove(lines, true);
  if (end) toEnd();
}

const receivers = {
  state(state) {
    world.bot = state.bot;
    world.users = new Map(state.users.map((one) => [one.account, one]));
    world.groups = new Map(state.groups.map((one) => [one.id, one]));
    world.up = state.up;
    world.zone = state.zone;
    world.canMove = state.can_move;
    world.now = state.now;
    world.modes = state.modes;
    world.mode = state.mode;
    world.fresh = state.fresh;
    for (const room of world.rooms.values()) room.messages = null;
    for (const last of state.last) roomFor(keyOf(last.place, last.room)).last = last;
    $('at').setAttribute('aria-label', `@${world.bot.name}`);
    if (!user(world.me)) world.me = state.users[0]?.account ?? '';
    if (world.recent.length === 0) {
      const first = (wanted) => state.users.find((one) => one.label === wanted)?.account;
      world.recent = [...new Set([first('辅导员'), first('班长'), world.me])].filter(Boolean);
    }
    drawTabs();
    drawClock();
    if (!location.hash.slice(1) && world.me && matchMedia('(min-width: 721px)').matches) choose(world.me);
    else route();
  },
  history(history) {
    const key = keyOf(history.place, history.room);
    roomFor(key).messages = history.messages;
    if (key === world.open) drawLog();
  },
  message(said) { heard(said.message); },
  whisper(said) { heard(said.message); },
  why(answer) {
    world.reasons.set(answer.message, answer.lines);
    redraw(answer.message);
    log.querySelector(`[data-message="${CSS.escape(answer.message)}"] .why`)?.focus();
  },
  reaction(change) {
    const message = findMessage(change.message);
    if (!message) return;
    message.reactions = change.reactions;
    redraw(message.id);
  },
  recall(change) {
    const room = roomFor(keyOf(change.place, change.room));
    for (const message of [room.last, findMessage(change.message)]) {
      if (message?.id !== change.message) continue;
      message.recalled = true;
      message.parts = [];
    }
    if (room.key === world.open) drawLog();
    drawLists();
  },
  friend(change) {
    if (user(change.user)) user(change.user).friend = true;
    if (change.user === world.me) toast(null, `${world.bot.name}通过了你的好友申请`);
    drawLists();
    drawChat();
  },
  link(change) { world.up = change.up; drawLink(); },
  clock(change) {
    world.now = change.now;
    drawClock();
    if (!change.moved) return;
    clockMoved();
    toast(null, `时间拨到了${wall(change.now).date} ${wall(change.now).time}`);
    drawLists();
    if (world.open) drawLog();  // what was today may be yesterday now
  },
  mode(change) { world.mode = change.mode; drawLink(); },
  error(problem) { if (!clockRefused(problem.text)) toast(null, problem.text); },
};

function connect() {
  socket = new WebSocket(`ws://${location.host}/chat`);
  socket.addEventListener('open', () => { world.here = true; delay = 500; });
  socket.addEventListener('message', (event) => {
    const message = JSON.parse(event.data);
    receivers[message.type]?.(message);
  });
  socket.addEventListener('close', () => {
    world.here = false;
    drawLink();
    setTimeout(connect, delay);
    delay = Math.min(delay * 2, 8000);
  });
}

// --- start --------------------------------------------------------------------------------------------------------

$('composer').addEventListener('submit', (event) => { event.preventDefault(); send(); });
$('words').addEventListener('input', grow);
$('words').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === 'Escape' && world.quote) {
    setQuote(null);
  }
});
$('at').addEventListener('click', () => insert(`@${world.bot.name} `));
$('more').addEventListener('click', () => openMenu($('more'), [
  ['图片', () => $('file').click()],
  ['语音', () => say([{kind: 'voice', value: ''}])],
  ['表格', () => $('sheet').click()],
  ['文件', () => say([{kind: 'file', value: '请假条.docx'}])]]));
$('sheet').addEventListener('change', () => { sendFile($('sheet').files[0]); $('sheet').value = ''; });
$('file').addEventListener('change', () => { sendPicture($('file').files[0]); $('file').value = ''; });
$('words').addEventListener('paste', (event) => {
  const file = [...event.clipboardData.files].find((one) => one.type.startsWith('image/'));
  if (file) { event.preventDefault(); sendPicture(file); }
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && world.open) { markRead(world.me, world.open); drawLists(); }
});
$('skip').addEventListener('click', (event) => {
  event.preventDefault();  // the address says who and where, so a link into the page cannot
  (world.open ? $('words') : $('search')).focus();
});
$('befriend').addEventListener('click', () => {
  tell({type: 'befriend', user: world.me});
  toast(null, world.up ? '好友申请已发出' : `好友申请已发出，${world.bot.name}上线后要再发一次`);
});
$('quote-cancel').addEventListener('click', () => setQuote(null));
$('newer').addEventListener('click', toEnd);
$('back-people').addEventListener('click', () => go(''));
$('back-rooms').addEventListener('click', () => go(world.me));
$('search').addEventListener('input', drawPeople);
$('search').addEventListener('keydown', (event) => {
  if (event.key === 'Enter') $('people-list').querySelector('.person')?.click();
});
log.addEventListener('scroll', () => { if (nearEnd()) { newer = 0; $('newer').hidden = true; } closeMenu(); });
addEventListener('hashchange', route);
startControls(tell, (text) => toast(null, text));
drawLink();
connect();
