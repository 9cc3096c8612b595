// The sandbox's page: shows rooms and people, speaks for one of them, and draws what the bot does.
// Invariant: whatever came over the websocket reaches the page as text nodes or attributes, never as markup.
import {
  briefly, findMessage, isBot, keyOf, membersOf, nameOf, now, partsOf, partText, preview, roomFor, shownIn, textOf, until,
  user, wall, when, world,
} from './model.js';

const $ = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text nodes. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

const chips = ['36.5', '谁没报', '帮助', '37.8 咳嗽', '我的记录'];
const maxToasts = 3;
const toastTime = 9000;
const gap = 300;  // seconds without a message before the time is shown again

// --- small pieces -------------------------------------------------------------------------------------------------

const hues = 10;

function avatar(account, extra = '') {
  const name = nameOf(account);
  const hue = [...account].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 997, 7) % hues;
  const look = isBot(account) ? 'bot' : `hue-${hue}`;
  const initials = isBot(account) ? '助' : [...name.replace(/老师$/, '')].slice(-2).join('');
  return make('span', {class: `avatar ${look} ${extra}`, 'aria-hidden': 'true'}, initials);
}

function groupAvatar(group) {
  return make('span', {class: 'avatar group', 'aria-hidden': 'true'}, [...group.name].slice(0, 2).join(''));
}

const kinds = {辅导员: 'staff', 班主任: 'staff', 学工办: 'office', 班长: 'lead', 学生: 'plain', 不在名单: 'guest'};

function label(text) {
  return text ? make('span', {class: `label ${kinds[text] ?? 'cadre'}`}, text) : null;
}

/** Puts new rows in place of the old; the one that had the focus, known by its data-`key`, keeps it. */
function refill(list, key, rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset[key] : null;
  list.replaceChildren(...rows);
  if (focused) list.querySelector(`[data-${key}="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
}

const badge = (count) => count > 0
  ? make('span', {class: 'badge', 'aria-label': `${count}条未读`}, count > 99 ? '99+' : String(count)) : null;

const drawn = new Map([
  ['👌', '1f44c'], ['👍', '1f44d'], ['❤', '2764'], ['⚠', '26a0'], ['🌡', '1f321'], ['⏰', '23f0'],
  ['📋', '1f4cb'], ['✅', '2705'], ['☀', '2600'], ['🔴', '1f534'], ['📊', '1f4ca'], ['📎', '1f4ce'],
  ['🎉', '1f389'], ['🟩', '1f7e9'], ['🟨', '1f7e8'], ['⬜', '2b1c']]);
const drawnPattern = new RegExp(`(${[...drawn.keys()].join('|')})\\uFE0F?`, 'u');

/** Text with the emoji we drew ourselves as pictures: many a machine has no font for them. */
function emojiNodes(text) {
  const nodes = [];
  for (let rest = text; rest;) {
    const found = drawnPattern.exec(rest);
    if (!found) { nodes.push(rest); break; }
    if (found.index > 0) nodes.push(rest.slice(0, found.index));
    nodes.push(make('img', {class: 'emoji', src: `/emoji/${drawn.get(found[1])}.svg`, alt: found[1], draggable: 'false'}));
    rest = rest.slice(found.index + found[0].length);
  }
  return nodes;
}

// --- menu ---------------------------------------------------------------------------------------------------------

let menuOwner = null;

function closeMenu(refocus = false) {
  if (!menuOwner) return;
  $('menu').hidden = true;
  menuOwner.removeAttribute('data-active');
  if (refocus) menuOwner.focus();
  menuOwner = null;
}

/** `choices` is [text, act] pairs; the menu opens beside `owner` inside the window. */
function openMenu(owner, choices) {
  if (menuOwner === owner) return closeMenu(true);
  closeMenu();
  menuOwner = owner;
  owner.setAttribute('data-active', '');
  const menu = $('menu');
  menu.replaceChildren(...choices.map(([text, act]) =>
    make('button', {type: 'button', role: 'menuitem', onclick: () => { closeMenu(true); act(); }}, text)));
  menu.classList.toggle('tall', choices.length > 3);
  menu.hidden = false;
  const at = owner.getBoundingClientRect();
  const above = at.top > menu.offsetHeight + 70;
  const left = Math.min(Math.max(8, at.left + at.width / 2 - menu.offsetWidth / 2), innerWidth - menu.offsetWidth - 8);
  menu.style.left = `${left}px`;
  menu.style.top = `${above ? at.top - menu.offsetHeight - 6 : Math.min(at.bottom + 6, innerHeight - menu.offsetHeight - 8)}px`;
  menu.firstElementChild.focus({preventScroll: true});
}

function menuKeys(event) {
  const items = [...$('menu').children];
  const at = items.indexOf(document.activeElement);
  const step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
  if (event.key === 'Escape') closeMenu(true);
  else if (event.key === 'Tab') closeMenu();
  else if (step) { event.preventDefault(); items[(at + step + items.length) % items.length].focus(); }
}

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
  if (account && user(account)) world.me = account;
  const known = roomsOf(world.me).some((one) => one.key === room);
  const before = world.open;
  world.open = account && known ? room : '';
  document.body.dataset.view = !account ? 'people' : world.open ? 'chat' : 'rooms';
  if (world.open !== before) setQuote(null);
  if (world.open) {
    const shown = roomFor(world.open);
    shown.unread = 0;
    shown.called = false;
    if (!shown.messages) ask(shown);
  }
  for (const shown of [...$('toasts').children]) {
    if (world.open && shown.dataset.room === world.open) shown.remove();
  }
  drawPeople();
  drawRooms();
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
}

const isStaff = (one) => ['staff', 'office'].includes(kinds[one.label]);

function drawPeople() {
  const wanted = $('search').value.trim().toLowerCase();
  const fits = (one) => !wanted || [one.name, one.number, one.label, one.account].some((text) => text.toLowerCase().includes(wanted));
  const sections = [['老师', [...world.users.values()].filter(isStaff)],
    ...[...world.groups.values()].map((group) => [group.name, membersOf(group.id).filter((one) => !isStaff(one))])];
  const row = (one) => {
    const unread = world.rooms.get(keyOf('direct', one.account))?.unread ?? 0;
    return make('button', {type: 'button', class: 'row person', 'data-account': one.account,
      'aria-current': one.account === world.me ? 'true' : null, onclick: () => choose(one.account)},
    avatar(one.account),
    make('span', {class: 'row-main'},
      make('span', {class: 'row-title'}, make('span', {class: 'row-name'}, one.name), one.label === '学生' ? null : label(one.label)),
      make('span', {class: 'row-note'}, one.friend ? one.number : [one.number, '未加好友'].filter(Boolean).join(' · '))),
    badge(unread));
  };
  const lists = sections.filter(([title]) => !world.tab || world.tab === title)
    .map(([title, people]) => [title, people.filter(fits)]).filter(([, people]) => people.length > 0);
  refill($('people-list'), 'account', lists.length === 0 ? [make('p', {class: 'none'}, '没有找到，换个写法试试')]
    : lists.map(([title, people]) => make('section', {'aria-label': title},
      make('h3', {}, `${title.replace('班级群', '')} ${people.length}人`), ...people.map(row))));
}

/** Becomes somebody; on a wide window their first room opens at once. */
function choose(account) {
  $('search').value = '';
  const rooms = roomsOf(account);
  const same = rooms.find((one) => one.key === world.open);
  const next = same ?? rooms[0];
  go(account, matchMedia('(min-width: 721px)').matches && next ? next.key : '');
}

function drawRooms() {
  const me = user(world.me);
  $('me').replaceChildren(...(me ? [avatar(me.account, 'large'), make('div', {class: 'bar-text'},
    make('h2', {}, make('span', {id: 'me-name'}, me.name), label(me.label)),
    make('p', {}, [me.number, me.friend ? '' : '未加好友'].filter(Boolean).join(' · ')))] : []));
  refill($('room-list'), 'room', roomsOf(world.me).map((one) => {
    const room = roomFor(one.key);
    return make('button', {type: 'button', class: 'row room', 'data-room': one.key,
      'aria-current': one.key === world.open ? 'true' : null, onclick: () => go(world.me, one.key)},
    one.avatar(),
    make('span', {class: 'row-main'},
      make('span', {class: 'row-title'}, make('span', {class: 'row-name'}, one.title),
        make('time', {class: 'row-time'}, room.last ? briefly(room.last.time) : '')),
      make('span', {class: 'row-note'}, room.called ? make('em', {}, '[有人@我] ') : null,
        ...emojiNodes(room.last ? preview(room.last) : '还没有消息'))),
    badge(room.unread));
  }));
  const unread = [...world.rooms.values()].filter((one) => one.key.startsWith('direct:')).reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ''}${world.bot.name} · 沙盒`;
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
    else if (part.kind === 'quote') out.push(quoted(part.value));
    else if (part.kind === 'image') out.push(make('span', {class: 'picture', role: 'img', 'aria-label': '图片'}));
    else if (part.kind === 'voice') out.push(make('span', {class: 'voice'}, '语音 3″'));
    else if (part.kind === 'file') out.push(make('span', {class: 'file'}, part.value || '文件'));
    else out.push(partText(part));
  }
  return out;
}

function quoted(id) {
  const message = findMessage(id);
  const text = !message ? '引用的消息看不到了' : message.recalled ? '引用的消息已撤回' : `${nameOf(message.user)}：${textOf(message)}`;
  return make('span', {class: 'quoted'}, ...emojiNodes(text));
}

function reactionsOf(message) {
  return make('div', {class: 'reactions'}, ...message.reactions.map((emoji) =>
    make('span', {class: 'reaction', title: `${world.bot.name}回应了${emoji}`}, ...emojiNodes(emoji),
      make('span', {class: 'reaction-who'}, world.bot.name))));
}

function messageMenu(bubble, message) {
  if (String(getSelection())) return;  // somebody is selecting words, not pressing a button
  const choices = [['引用', () => setQuote(message)]];
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
        isBot(message.user) ? make('span', {class: 'label robot'}, '机器人') : user(message.user)?.label === '学生' ? null : label(user(message.user)?.label))
      : null,
    bubble, reactionsOf(message))));
  return pieces;
}

const log = $('log');
const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 120;
let newer = 0;

function toEnd() {
  log.scrollTop = log.scrollHeight;
  newer = 0;
  $('newer').hidden = true;
}

function drawLog() {
  const messages = roomFor(world.open).messages ?? [];
  log.replaceChildren(...messages.flatMap((message, index) => messageItem(message, messages[index - 1])));
  toEnd();
}

function drawChat() {
  $('chat').classList.toggle('closed', !world.open);
  drawLink();
  const me = user(world.me);
  if (!world.open || !me) {
    $('chat-title').textContent = '选一个会话';
    log.replaceChildren();
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
  drawLog();
}

function drawLink() {
  const text = !world.here ? '与沙盒的连接断了，正在重连' : world.up ? '机器人在线' : '机器人离线';
  for (const line of [$('link'), $('chat-link')]) {
    line.textContent = text;
    line.dataset.up = world.here && world.up ? 'yes' : 'no';
  }
  $('send').disabled = !world.here;
}

function drawClock() {
  const at = wall(now());
  $('clock').textContent = `${at.date} ${at.weekday} ${at.time}`;
  $('forward').hidden = !world.canMove;
}

function setQuote(message) {
  world.quote = message;
  $('quote-bar').hidden = !message;
  $('quote-text').replaceChildren(...(message ? emojiNodes(`引用 ${nameOf(message.user)}：${textOf(message)}`) : []));
  if (message) $('words').focus();
}

// --- speaking -----------------------------------------------------------------------------------------------------

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
  let timer = setTimeout(close, toastTime);
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
  const called = message.parts.some((part) => part.kind === 'mention_all' || (part.kind === 'mention' && part.value === world.me));
  if (key === world.open) {
    const end = nearEnd() || (stick && message.user === world.me);
    log.append(...messageItem(message, before));
    if (end) toEnd();
    else { newer += 1; $('newer').hidden = false; $('newer').textContent = `${newer}条新消息`; }
    stick = false;
  } else if (message.user !== world.me) {
    room.unread += 1;
    room.called ||= called;
  }
  if (message.place === 'direct' && isBot(message.user) && key !== world.open) toast(message);
  if (message.place === 'direct') drawPeople();
  drawRooms();
}

/** Draws one message anew where it stands. */
function redraw(id) {
  const at = log.querySelector(`[data-message="${CSS.escape(id)}"]`);
  const messages = roomFor(world.open).messages ?? [];
  const index = messages.findIndex((message) => message.id === id);
  if (!at || index < 0) return;
  const end = nearEnd();
  at.replaceWith(messageItem(messages[index], messages[index - 1]).at(-1));
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
    world.ahead = state.now - Date.now() / 1000;
    for (const room of world.rooms.values()) room.messages = null;
    for (const last of state.last) roomFor(keyOf(last.place, last.room)).last = last;
    $('at').setAttribute('aria-label', `@${world.bot.name}`);
    if (!user(world.me)) world.me = state.users[0]?.account ?? '';
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
    drawRooms();
  },
  friend(change) {
    if (user(change.user)) user(change.user).friend = true;
    if (change.user === world.me) toast(null, `${world.bot.name}通过了你的好友申请`);
    drawPeople();
    drawRooms();
    drawChat();
  },
  link(change) { world.up = change.up; drawLink(); },
  clock(change) { world.ahead = change.now - Date.now() / 1000; drawClock(); },
  error(problem) { toast(null, problem.text); },
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

// --- fast forward -------------------------------------------------------------------------------------------------

function forward() {
  const move = (seconds) => tell({type: 'move', seconds});
  const stops = [[8, 0], [10, 0], [10, 30], [10, 50], [11, 0], [12, 0], [18, 0]];
  const next = stops.map(([hour, minute]) => [until(hour, minute), hour, minute]).sort((a, b) => a[0] - b[0]).slice(0, 4);
  openMenu($('forward'), [['10分钟', () => move(600)], ['1小时', () => move(3600)],
    ...next.map(([seconds, hour, minute]) => {
      const tomorrow = wall(now() + seconds).date !== wall(now()).date;
      return [`到${tomorrow ? '明天' : ''}${hour}:${String(minute).padStart(2, '0')}`, () => move(seconds)];
    })]);
}

// --- start --------------------------------------------------------------------------------------------------------

$('chips').replaceChildren(...chips.map((text) =>
  make('button', {type: 'button', class: 'chip', onclick: () => say([{kind: 'text', value: text}])}, text)));
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
  ['图片', () => say([{kind: 'image', value: ''}])],
  ['语音', () => say([{kind: 'voice', value: ''}])],
  ['文件', () => say([{kind: 'file', value: '请假条.docx'}])]]));
$('forward').addEventListener('click', forward);
$('befriend').addEventListener('click', () => {
  tell({type: 'befriend', user: world.me});
  toast(null, world.up ? '好友申请已发出' : '好友申请已发出，机器人上线后要再发一次');
});
$('quote-cancel').addEventListener('click', () => setQuote(null));
$('newer').addEventListener('click', toEnd);
$('back-people').addEventListener('click', () => go(''));
$('back-rooms').addEventListener('click', () => go(world.me));
$('search').addEventListener('input', drawPeople);
$('search').addEventListener('keydown', (event) => {
  if (event.key === 'Enter') $('people-list').querySelector('.person')?.click();
});
$('menu').addEventListener('keydown', menuKeys);
log.addEventListener('scroll', () => { if (nearEnd()) { newer = 0; $('newer').hidden = true; } closeMenu(); });
document.addEventListener('pointerdown', (event) => {
  if (menuOwner && !$('menu').contains(event.target) && !menuOwner.contains(event.target)) closeMenu();
});
addEventListener('hashchange', route);
addEventListener('resize', () => closeMenu());
setInterval(drawClock, 1000);
drawLink();
connect();
