// The small things that the page is drawn with: elements, avatars, labels, badges and emoji.
// Invariant: strings become text nodes or attributes, never markup.
import {isBot, nameOf} from './model.js';

export const $ = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text nodes. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

const hues = 10;

export function avatar(account, extra = '') {
  const name = nameOf(account);
  const hue = [...account].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 997, 7) % hues;
  const look = isBot(account) ? 'bot' : `hue-${hue}`;
  const initials = isBot(account) ? '助' : [...name.replace(/老师$/, '')].slice(-2).join('');
  return make('span', {class: `avatar ${look} ${extra}`, 'aria-hidden': 'true'}, initials);
}

export function groupAvatar(group) {
  return make('span', {class: 'avatar group', 'aria-hidden': 'true'}, [...group.name].slice(0, 2).join(''));
}

export const kinds = {辅导员: 'staff', 班主任: 'staff', 学工办: 'office', 班长: 'lead', 学生: 'plain', 不在名单: 'guest'};

export function label(text) {
  return text ? make('span', {class: `label ${kinds[text] ?? 'cadre'}`}, text) : null;
}

/** Puts new rows in place of the old; the one that had the focus, known by its data-`key`, keeps it. */
export function refill(list, key, rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset[key] : null;
  list.replaceChildren(...rows);
  if (focused) list.querySelector(`[data-${key}="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
}

const stops = (list) => [...list.querySelectorAll('button, [role="button"]')];

function walk(event) {
  const step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity}[event.key];
  const all = stops(event.currentTarget);
  const at = all.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** Makes a list one stop of the Tab key, in which the arrows, Home and End walk. To be called whenever it was drawn. */
export function rove(list, fromEnd = false) {
  const all = stops(list);
  const stop = all.find((one) => one === document.activeElement)
    ?? all.find((one) => one.matches('[aria-current="true"], [aria-pressed="true"]')) ?? all.at(fromEnd ? -1 : 0);
  for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  list.onkeydown = walk;
}

export const badge = (count) => count > 0
  ? make('span', {class: 'badge', 'aria-label': `${count}条未读`}, count > 99 ? '99+' : String(count)) : null;

const drawn = new Map([
  ['👌', '1f44c'], ['👍', '1f44d'], ['❤', '2764'], ['⚠', '26a0'], ['🌡', '1f321'], ['⏰', '23f0'],
  ['📋', '1f4cb'], ['✅', '2705'], ['☀', '2600'], ['🔴', '1f534'], ['📊', '1f4ca'], ['📎', '1f4ce'],
  ['🎉', '1f389'], ['🟩', '1f7e9'], ['🟨', '1f7e8'], ['⬜', '2b1c']]);
const drawnPattern = new RegExp(`(${[...drawn.keys()].join('|')})\\uFE0F?`, 'u');

/** Text with the emoji we drew ourselves as pictures: many a machine has no font for them. */
export function emojiNodes(text) {
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
