// The one menu of the page: it opens beside a button, and the keyboard walks through it.
// Invariant: at most one is open, and closing it by key gives the focus back.
import {$, make} from './pieces.js';

let menuOwner = null;

export function closeMenu(refocus = false) {
  if (!menuOwner) return;
  $('menu').hidden = true;
  menuOwner.removeAttribute('data-active');
  if (refocus) menuOwner.focus();
  menuOwner = null;
}

/** `choices` is [text, act, note]; the menu opens beside `owner` inside the window. */
export function openMenu(owner, choices) {
  if (menuOwner === owner) return closeMenu(true);
  closeMenu();
  menuOwner = owner;
  owner.setAttribute('data-active', '');
  const menu = $('menu');
  menu.replaceChildren(...choices.map(([text, act, note]) =>
    make('button', {type: 'button', role: 'menuitem', onclick: () => { closeMenu(true); act(); }},
      text, note ? make('small', {}, note) : null)));
  menu.classList.toggle('tall', choices.length > 4 || choices.some(([, , note]) => note));
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

$('menu').addEventListener('keydown', menuKeys);
document.addEventListener('pointerdown', (event) => {
  if (menuOwner && !$('menu').contains(event.target) && !menuOwner.contains(event.target)) closeMenu();
});
addEventListener('resize', () => closeMenu());
