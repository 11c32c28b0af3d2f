// The overview of the map: thousands of things on a canvas. Moving, zooming, pointing and walking ask nobody; a choice is
// one message, and so is the place where the map came to rest.
import * as S from './overview-scene.js';
import { fold, paint, readTheme } from './overview-paint.js';

const REST_MS = 400;
const MOST_ZOOM = 3;
const READABLE = 0.8;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function attach(canvas, ears, start) {
  const figure = canvas.closest('figure');
  const note = figure.querySelector('[data-note]');
  const said = figure.querySelector('[data-said]');
  const context = canvas.getContext('2d', { alpha: false });
  const abort = new AbortController();
  const on = (target, name, handler, options) =>
    target.addEventListener(name, handler, { signal: abort.signal, ...options });
  const state = {
    scene: undefined, folded: undefined, hover: -1, cursor: -1, view: { x: 0, y: 0, k: 1 },
    size: { width: 1, height: 1, ratio: 1 }, theme: readTheme(figure),
  };
  const pointers = new Map();
  let drawn = [];
  let isQueued = false;
  let foldedAt = 0;
  let resting;
  let spread = 0;
  let hasMoved = false;
  let hasBegun = false;
  let bytes = 0;
  let frames = 0;

  // Without a server there is nobody to tell; the strip at the bottom of the page says so already.
  const tell = (what, ...rest) => ears.invokeMethodAsync(what, ...rest).catch(() => {});
  const draw = () => {
    isQueued = false;
    if (!state.scene || abort.signal.aborted) { return; }
    if (foldedAt !== state.view.k) {
      state.folded = fold(state.scene, state.view.k);
      foldedAt = state.view.k;
    }
    const result = paint(context, state);
    drawn = result.drawn;
    canvas.dataset.frames = ++frames;
    const line = result.bundled > 0
      ? `${result.bundled.toLocaleString('en')} links bundled or inside areas: come nearer, or point at something` : '';
    if (note.textContent !== line) { note.textContent = line; }
  };
  const soon = () => {
    if (!isQueued) {
      isQueued = true;
      requestAnimationFrame(draw);
    }
  };
  const moved = () => {
    soon();
    clearTimeout(resting);
    resting = setTimeout(() => tell('Rest', state.view.x, state.view.y, state.view.k), REST_MS);
  };
  const fitTo = (x, y, w, h) => {
    state.view.k = Math.min(MOST_ZOOM, state.size.width / (w + 24), state.size.height / (h + 24));
    state.view.x = x + w / 2;
    state.view.y = y + h / 2;
  };
  const fit = () => fitTo(0, 0, state.scene.width, state.scene.height);
  const least = () => Math.min(1, 0.5 * Math.min(
    state.size.width / (state.scene.width + 24), state.size.height / (state.scene.height + 24)));
  const toMap = (clientX, clientY) => {
    const box = canvas.getBoundingClientRect();
    return {
      x: (clientX - box.left - state.size.width / 2) / state.view.k + state.view.x,
      y: (clientY - box.top - state.size.height / 2) / state.view.k + state.view.y,
    };
  };
  const zoomAt = (point, factor) => {
    const k = Math.min(MOST_ZOOM, Math.max(least(), state.view.k * factor));
    state.view.x = point.x - (point.x - state.view.x) * (state.view.k / k);
    state.view.y = point.y - (point.y - state.view.y) * (state.view.k / k);
    state.view.k = k;
    moved();
  };
  const middle = () => ({ x: state.view.x, y: state.view.y });
  const itemAt = point => {
    const isIn = rect => point.x >= rect.x && point.x <= rect.x + rect.w && point.y >= rect.y && point.y <= rect.y + rect.h;
    for (let i = drawn.length - 1; i >= 0; i--) {
      if (!S.isBox(state.scene, drawn[i]) && isIn(S.rectOf(state.scene, drawn[i]))) { return drawn[i]; }
    }
    for (let i = drawn.length - 1; i >= 0; i--) {
      if (isIn(S.rectOf(state.scene, drawn[i]))) { return drawn[i]; }
    }
    return -1;
  };
  const isClosed = item => S.isBox(state.scene, item) && !state.folded.isOpen[S.boxOf(state.scene, item)];
  const isEntity = item => /^[a-z]+:/.test(S.keyOf(state.scene, item))
    && !/^(group|region|place|tile):/.test(S.keyOf(state.scene, item)) && !S.keyOf(state.scene, item).endsWith('/none');
  const open = item => {
    const rect = S.rectOf(state.scene, item);
    fitTo(rect.x, rect.y, rect.w, rect.h);
    moved();
  };
  const choose = item => {
    if (isEntity(item)) { tell('Select', S.keyOf(state.scene, item)); }
    else if (S.isBox(state.scene, item)) { open(item); }
  };
  const reveal = (item, nearest) => {
    const rect = S.rectOf(state.scene, item);
    const [x, y] = [rect.x + rect.w / 2, rect.y + rect.h / 2];
    const [dx, dy] = [Math.abs(x - state.view.x) * state.view.k, Math.abs(y - state.view.y) * state.view.k];
    const isFar = dx > state.size.width / 2 - 20 || dy > state.size.height / 2 - 20;
    if (isFar || state.view.k < nearest) {
      Object.assign(state.view, { x, y, k: Math.max(state.view.k, nearest) });
      moved();
    }
  };

  on(canvas, 'pointerdown', event => {
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    hasMoved = false;
    spread = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  on(canvas, 'pointermove', event => {
    if (!state.scene) { return; }
    const before = pointers.get(event.pointerId);
    if (!before) {
      const item = itemAt(toMap(event.clientX, event.clientY));
      if (item !== state.hover) {
        state.hover = item;
        canvas.classList.toggle('over', item >= 0);
        soon();
      }
      return;
    }
    if (!hasMoved && Math.hypot(event.clientX - before.x, event.clientY - before.y) <= 4) { return; }
    hasMoved = true;
    state.hover = -1;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      if (spread > 0) { zoomAt(toMap((a.x + b.x) / 2, (a.y + b.y) / 2), distance / spread); }
      spread = distance;
      return;
    }
    state.view.x -= (event.clientX - before.x) / state.view.k;
    state.view.y -= (event.clientY - before.y) / state.view.k;
    moved();
  });
  const release = event => {
    pointers.delete(event.pointerId);
    spread = 0;
  };
  on(canvas, 'pointerup', release);
  on(canvas, 'pointercancel', release);
  on(canvas, 'pointerleave', () => { state.hover = -1; soon(); });
  on(canvas, 'click', event => {
    if (hasMoved || !state.scene) { return; }
    const item = itemAt(toMap(event.clientX, event.clientY));
    if (item >= 0) { choose(item); }
  });
  on(canvas, 'dblclick', event => {
    const item = state.scene ? itemAt(toMap(event.clientX, event.clientY)) : -1;
    if (item < 0) { return; }
    if (S.isBox(state.scene, item)) { open(item); } else { tell('Focus', S.keyOf(state.scene, item)); }
  });
  on(canvas, 'wheel', event => {
    event.preventDefault();
    if (state.scene) { zoomAt(toMap(event.clientX, event.clientY), Math.exp(-event.deltaY * 0.0015)); }
  }, { passive: false });
  on(figure, 'click', event => {
    const zoom = state.scene && event.target.closest('[data-zoom]')?.dataset.zoom;
    if (zoom === 'in') { zoomAt(middle(), 1.3); }
    else if (zoom === 'out') { zoomAt(middle(), 1 / 1.3); }
    else if (zoom === 'fit') { fit(); moved(); }
  });

  // Straight ahead counts once, aside three times: the key should feel like its arrow.
  const walk = ([right, down]) => {
    const items = drawn.filter(item => !S.isBox(state.scene, item) || isClosed(item));
    const from = state.cursor >= 0 ? S.rectOf(state.scene, state.folded.itemOf(state.cursor))
      : { x: state.view.x, y: state.view.y, w: 0, h: 0 };
    const [fx, fy] = [from.x + from.w / 2, from.y + from.h / 2];
    let best = -1;
    let least = Infinity;
    for (const item of items) {
      const rect = S.rectOf(state.scene, item);
      const [dx, dy] = [rect.x + rect.w / 2 - fx, rect.y + rect.h / 2 - fy];
      const ahead = dx * right + dy * down;
      const aside = Math.abs(right === 0 ? dx : dy);
      if (ahead > 1 && ahead + 3 * aside < least && (state.cursor < 0 || aside <= 4 * ahead)) {
        best = item;
        least = ahead + 3 * aside;
      }
    }
    if (best >= 0) { mark(best); }
  };
  const mark = item => {
    state.cursor = item;
    said.textContent = S.wordsOf(state.scene, item, S.isBox(state.scene, item) && !isClosed(item));
    canvas.dataset.cursor = S.keyOf(state.scene, item);
    reveal(item, 0);
    soon();
  };
  on(canvas, 'keydown', event => {
    if (!state.scene || event.ctrlKey || event.metaKey || event.altKey) { return; }
    const item = state.cursor >= 0 ? state.folded.itemOf(state.cursor) : -1;
    if (ARROWS[event.key]) { event.preventDefault(); walk(ARROWS[event.key]); }
    else if ((event.key === 'Enter' || event.key === ' ') && item >= 0) { event.preventDefault(); choose(item); }
    else if (event.key === 'o' && item >= 0) { open(item); }
    else if (event.key === 'f' && item >= 0) { tell('Focus', S.keyOf(state.scene, item)); }
    else if (event.key === 'u') {
      const outer = item >= 0 ? S.parentOf(state.scene, item) : -1;
      if (outer >= 0) { open(state.scene.nodeCount + outer); mark(state.scene.nodeCount + outer); } else { fit(); moved(); }
    } else if (event.key === '+') { zoomAt(middle(), 1.3); }
    else if (event.key === '-') { zoomAt(middle(), 1 / 1.3); }
    else if (event.key === '0') { fit(); moved(); }
  });
  on(canvas, 'blur', () => { state.cursor = -1; soon(); });

  const themed = () => { state.theme = readTheme(figure); soon(); };
  on(matchMedia('(prefers-color-scheme: dark)'), 'change', themed);
  const dress = new MutationObserver(themed);
  dress.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const measure = () => {
    const ratio = devicePixelRatio || 1;
    state.size = { width: canvas.clientWidth, height: canvas.clientHeight, ratio };
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    if (state.scene && !canvas.dataset.placed) { place(); }
    draw();
  };
  const place = () => {
    if (state.size.width < 2) { return; }
    canvas.dataset.placed = 'true';
    if (start) { Object.assign(state.view, { x: start.x, y: start.y, k: start.zoom }); } else { fit(); }
  };
  const frameSize = new ResizeObserver(measure);
  frameSize.observe(canvas);

  return {
    show(data) {
      const isFirst = !state.scene;
      state.scene = S.decode(data);
      state.cursor = state.hover = -1;
      foldedAt = 0;
      if (isFirst) { measure(); }
      bytes += data.length;
      canvas.dataset.nodes = state.scene.nodeCount;
      canvas.dataset.bytes = bytes;
      canvas.dataset.attached = 'true';
      soon();
    },
    patch(data) {
      const before = state.scene.selected;
      S.patch(state.scene, data);
      // An address that says which part is seen wins over the selection in it.
      const isMoved = state.scene.selected !== before && (hasBegun || !start);
      hasBegun = true;
      if (state.scene.selected >= 0 && isMoved) {
        reveal(state.scene.selected, S.isBox(state.scene, state.scene.selected) ? 0 : READABLE);
      }
      bytes += data.length;
      canvas.dataset.bytes = bytes;
      canvas.dataset.patches = Number(canvas.dataset.patches ?? 0) + 1;
      soon();
    },
    detach() {
      clearTimeout(resting);
      frameSize.disconnect();
      dress.disconnect();
      abort.abort();
    },
  };
}
