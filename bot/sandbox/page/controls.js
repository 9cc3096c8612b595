// What moves the sandbox itself: its clock, the gateway's state, and saving what happened as a .chat file.
// Invariant: nothing here changes by itself; the sandbox says what became of a wish, and the page shows that.
import {dayAfter, now, wall, world} from './model.js';
import {openMenu} from './menu.js';
import {$, make} from './pieces.js';

const two = (number) => String(number).padStart(2, '0');
const turning = 1200;  // the bot looks at the clock once a second; nobody speaks before it has
const stops = [[10, 30], [11, 0], [19, 0]];

// --- the clock ----------------------------------------------------------------------------------------------------

/** What somebody wrote as {date, time}, the way the sandbox takes it, or null: 10:30, 明天 8:00, 3月12日 8:00, 3-12 8:00. */
export function readTime(text) {
  const found = /^(?:(今天|明天|后天)|(?:(\d{4})[-/年])?(\d{1,2})[-/月.](\d{1,2})日?)?\s*(\d{1,2})[:：点](\d{1,2})?分?$/.exec(text.trim());
  if (!found) return null;
  const [, word, year, month, day, hour, minute = '0'] = found;
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  const today = wall(now());
  const date = month ? `${year ?? today.year}-${two(month)}-${two(day)}` : dayAfter(['今天', '明天', '后天'].indexOf(word ?? '今天'));
  return `${date} ${two(hour)}:${two(minute)}`;
}

const later = (seconds) => {
  const at = wall(now() + seconds);
  return `${at.year}-${two(at.month)}-${two(at.day)} ${at.time}`;
};

/** The next times of day from here on, tomorrow's morning among them, and two steps. */
function choices() {
  const at = wall(now());
  const passed = Number(at.hour) * 60 + Number(at.minute);
  const times = stops.map(([hour, minute]) => {
    const next = hour * 60 + minute > passed;
    const time = `${hour}:${two(minute)}`;
    return [next ? time : `明天 ${time}`, `${dayAfter(next ? 0 : 1)} ${two(hour)}:${two(minute)}`];
  });
  times.push(['明天 8:00', `${dayAfter(1)} 08:00`]);
  times.sort((a, b) => a[1] < b[1] ? -1 : 1);
  return [...times, ['10分钟后', later(600)], ['1小时后', later(3600)]];
}

export function drawClock() {
  const at = wall(now());
  for (const place of document.querySelectorAll('.clock')) {
    place.replaceChildren(make('span', {class: 'clock-date'}, `${at.date} ${at.weekday} `), at.time);
    place.setAttribute('aria-label', `${at.date} ${at.weekday} ${at.time}，点一下把时间往前拨`);
    place.disabled = !world.canMove;
  }
  $('clock-now').textContent = `现在是 ${at.date} ${at.weekday} ${at.time}。只能往前拨，到点该做的事会马上补做一次。`;
}

/** The clock was moved: the dialog, which nobody speaks behind, goes when the bot has seen it. */
export function clockMoved() {
  setTimeout(() => $('clock-dialog').close(), turning);
}

/** Shows why not where the wish was made; false when it was not about the clock. */
export function clockRefused(why) {
  if (!$('clock-dialog').open) return false;
  $('clock-error').textContent = why;
  $('clock-dialog').removeAttribute('aria-busy');
  return true;
}

// --- all of it ----------------------------------------------------------------------------------------------------

/** `tell` speaks to the sandbox, `say` to the person. */
export function startControls(tell, say) {
  function move(to) {
    $('clock-error').textContent = '';
    $('clock-dialog').setAttribute('aria-busy', 'true');
    tell({type: 'move', to});
  }

  function openClock() {
    drawClock();
    $('clock-choices').replaceChildren(...choices().map(([text, to]) =>
      make('button', {type: 'button', class: 'choice', onclick: () => move(to)}, text)));
    $('clock-time').value = '';
    $('clock-error').textContent = '';
    $('clock-dialog').removeAttribute('aria-busy');
    $('clock-dialog').showModal();
  }

  const modeChoices = () => world.modes.map(({name, what}) =>
    [`${name === world.mode ? '✓ ' : ''}${name}`, () => tell({type: 'mode', mode: name}), what]);

  function save() {
    const at = wall(now());
    make('a', {href: '/sandbox.chat', download: `沙盒-${two(at.month)}${two(at.day)}-${at.time.replace(':', '')}.chat`}).click();
    say(world.fresh ? '已存成 .chat，放进 tests/chats 就是一份测试'
      : '已存成 .chat。沙盒里留着上次的数据，重放的结果可能不同；想要一样的，换一个空的 --data 目录再来');
  }

  for (const button of document.querySelectorAll('.clock')) button.addEventListener('click', openClock);
  for (const button of document.querySelectorAll('.gateway')) button.addEventListener('click', () => openMenu(button, modeChoices()));
  for (const button of document.querySelectorAll('.save')) button.addEventListener('click', save);
  for (const button of document.querySelectorAll('.more-tools')) {
    button.addEventListener('click', () => openMenu(button, [
      [`网关：${world.mode}`, () => setTimeout(() => openMenu(button, modeChoices()))],
      ['存成 .chat', save]]));
  }
  $('clock-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const to = readTime($('clock-time').value);
    if (to) return move(to);
    $('clock-error').textContent = '看不懂这个时间，请写成 10:30、明天 8:00 或 3月12日 8:00';
  });
  $('clock-cancel').addEventListener('click', () => $('clock-dialog').close());
  $('clock-dialog').addEventListener('click', (event) => { if (event.target === $('clock-dialog')) $('clock-dialog').close(); });
}
