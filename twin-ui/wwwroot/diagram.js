// Pan, zoom and arrow keys of the drawn map. Nothing here waits for the server: a drag must feel the same on a slow line.
// One message says where the map came to rest, for the address.
const REST_MS = 400;
const STEP = 20;

export function attach(svg, ears, start, placesName) {
  const viewport = svg.querySelector('[data-viewport]');
  const figure = svg.closest('figure');
  const abort = new AbortController();
  const on = (target, name, handler, options) =>
    target.addEventListener(name, handler, { signal: abort.signal, ...options });
  const view = { x: 0, y: 0, k: 1 };
  const pointers = new Map();
  let isDragging = false;
  let suppressClick = false;
  let spread = 0;

  // Without a server there is nobody to tell; the strip at the bottom of the page says so already.
  const tell = (what, ...rest) => ears.invokeMethodAsync(what, ...rest).catch(() => {});
  let resting;
  const apply = () => viewport.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.k})`);
  const moved = () => {
    apply();
    clearTimeout(resting);
    resting = setTimeout(() => {
      const at = middle();
      tell('Rest', (at.x - view.x) / view.k, (at.y - view.y) / view.k,
        view.k * (svg.getScreenCTM()?.a ?? 1));
    }, REST_MS);
  };
  const toMap = (clientX, clientY) => {
    const point = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  };
  const zoomAt = (point, factor) => {
    const k = Math.min(8, Math.max(0.2, view.k * factor));
    view.x = point.x - (point.x - view.x) * (k / view.k);
    view.y = point.y - (point.y - view.y) * (k / view.k);
    view.k = k;
    moved();
  };
  const middle = () => {
    const box = svg.getBoundingClientRect();
    return toMap(box.left + box.width / 2, box.top + box.height / 2);
  };
  const fit = () => { view.x = 0; view.y = 0; view.k = 1; moved(); };
  // On a small screen the whole map is too small to read: it begins at a readable size, at the worst or selected node.
  const begin = () => {
    const scale = svg.getScreenCTM()?.a ?? 1;
    if (start) {
      const to = middle();
      view.k = start.zoom / scale;
      view.x = to.x - start.x * view.k;
      view.y = to.y - start.y * view.k;
      apply();
      return;
    }
    const first = svg.querySelector('.node.selected, .box.selected, .node.blast-origin, .node.critical, .node.degraded, [tabindex="0"]');
    if (scale >= 0.6 || !first) {
      return;
    }
    const box = first.getBoundingClientRect();
    const at = toMap(box.left + box.width / 2, box.top + box.height / 2);
    const to = middle();
    view.k = 0.85 / scale;
    // In the middle, unless the picture would then show what lies beyond the edge of the map.
    const frame = svg.getBoundingClientRect();
    const low = toMap(frame.left, frame.top);
    const high = toMap(frame.right, frame.bottom);
    const map = svg.viewBox.baseVal;
    const held = (wish, from, until, size) => Math.min(from, Math.max(Math.min(from, until - size * view.k), wish));
    view.x = held(to.x - at.x * view.k, low.x, high.x, map.width);
    view.y = held(to.y - at.y * view.k, low.y, high.y, map.height);
    apply();
  };

  // With Alt a node is moved and not the map. Where nodes were put is kept in this browser, by the name of the drawing.
  const store = placesName && `aiopstwin.places|${placesName}`;
  const canPlace = store && !svg.querySelector('.box');
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(store)) ?? {}; } catch { return {}; }
  };
  const put = (node, x, y) => {
    const places = { ...kept(), [node.dataset.node]: [Math.round(x), Math.round(y)] };
    try { localStorage.setItem(store, JSON.stringify(places)); } catch { /* a full or closed store keeps nothing */ }
    tell('Place', places);
  };
  const cornerOf = node => {
    const at = node.transform.baseVal.consolidate().matrix;
    return { x: at.e, y: at.f };
  };
  let carried;
  const carry = event => {
    const node = canPlace && event.altKey && event.target.closest?.('.node');
    if (!node) { return false; }
    const from = toMap(event.clientX, event.clientY);
    carried = { node, from, corner: cornerOf(node), id: event.pointerId };
    suppressClick = true;
    svg.setPointerCapture(event.pointerId);
    return true;
  };
  const carriedTo = event => {
    const to = toMap(event.clientX, event.clientY);
    return {
      x: carried.corner.x + (to.x - carried.from.x) / view.k,
      y: carried.corner.y + (to.y - carried.from.y) / view.k,
    };
  };
  if (canPlace) {
    if (Object.keys(kept()).length > 0) { tell('Place', kept()); }
    on(document, 'click', event => {
      if (event.target.closest?.('[data-rearrange]')) { localStorage.removeItem(store); }
    }, { capture: true });
  }

  on(svg, 'pointerdown', event => {
    if (carry(event)) { return; }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    isDragging = false;
    suppressClick = false;
    spread = 0;
  });
  on(svg, 'pointermove', event => {
    if (carried?.id === event.pointerId) {
      const to = carriedTo(event);
      carried.node.setAttribute('transform', `translate(${to.x} ${to.y})`);
      return;
    }
    const before = pointers.get(event.pointerId);
    if (!before) {
      return;
    }
    if (event.buttons === 0) {
      release(event);
      return;
    }
    const hasMoved = Math.hypot(event.clientX - before.x, event.clientY - before.y) > 4;
    if (!isDragging && !hasMoved) {
      return;
    }
    if (!isDragging) {
      isDragging = true;
      suppressClick = true;
      svg.setPointerCapture(event.pointerId);
      svg.classList.add('dragging');
    }
    const from = toMap(before.x, before.y);
    const to = toMap(event.clientX, event.clientY);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      if (spread > 0) {
        zoomAt(toMap((a.x + b.x) / 2, (a.y + b.y) / 2), distance / spread);
      }
      spread = distance;
      return;
    }
    view.x += to.x - from.x;
    view.y += to.y - from.y;
    moved();
  });
  const release = event => {
    if (carried?.id === event.pointerId) {
      const to = carriedTo(event);
      put(carried.node, to.x, to.y);
      carried = undefined;
    }
    pointers.delete(event.pointerId);
    svg.classList.remove('dragging');
    isDragging = false;
    spread = 0;
  };
  on(svg, 'pointerup', release);
  on(svg, 'pointercancel', release);
  on(svg, 'click', event => {
    if (suppressClick) {
      event.stopPropagation();
      event.preventDefault();
      suppressClick = false;
    }
  }, { capture: true });
  on(svg, 'wheel', event => {
    event.preventDefault();
    zoomAt(toMap(event.clientX, event.clientY), Math.exp(-event.deltaY * 0.0015));
  }, { passive: false });
  on(figure, 'click', event => {
    const zoom = event.target.closest('[data-zoom]')?.dataset.zoom;
    if (zoom === 'in') { zoomAt(middle(), 1.3); }
    else if (zoom === 'out') { zoomAt(middle(), 1 / 1.3); }
    else if (zoom === 'fit') { fit(); }
  });

  on(svg, 'dblclick', event => {
    const node = event.target.closest('[data-node]');
    if (node) { tell('Focus', node.dataset.node); }
  });

  const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const arrows = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
  on(svg, 'keydown', event => {
    const node = event.target.closest('[data-node]');
    if (node && canPlace && event.altKey && steps[event.key] && node.matches('.node')) {
      event.preventDefault();
      const corner = cornerOf(node);
      put(node, corner.x + STEP * steps[event.key][0], corner.y + STEP * steps[event.key][1]);
      return;
    }
    if (!node || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      node.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    } else if (arrows[event.key]) {
      event.preventDefault();
      const next = node.dataset[arrows[event.key]]
        ?? (node.matches('.box') ? svg.querySelector('.node[tabindex="0"]')?.dataset.node : undefined);
      const target = next && svg.querySelector(`[data-node="${CSS.escape(next)}"]`);
      if (target) {
        reveal(target);
        target.focus({ preventScroll: true });
      }
    } else if (event.key === 'f') {
      tell('Focus', node.dataset.node);
    } else if (event.key === '+') { zoomAt(middle(), 1.3); }
    else if (event.key === '-') { zoomAt(middle(), 1 / 1.3); }
    else if (event.key === '0') { fit(); }
  });
  // A node that got the focus must be seen: when zoomed in, the map moves under it.
  const reveal = target => {
    const box = target.getBoundingClientRect();
    const frame = svg.getBoundingClientRect();
    const isInside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    if (!isInside) {
      const at = toMap(box.left + box.width / 2, box.top + box.height / 2);
      const to = middle();
      view.x += to.x - at.x;
      view.y += to.y - at.y;
      moved();
    }
  };

  // What a node is linked to lights up under the pointer and under the focus, without asking the server.
  const light = key => {
    for (const link of svg.querySelectorAll('.link')) {
      link.classList.toggle('near', key !== undefined && (link.dataset.from === key || link.dataset.to === key));
    }
  };
  let lit;
  const lightAt = event => {
    const key = event.target.closest?.('.node')?.dataset.node;
    if (key !== lit) {
      lit = key;
      light(key);
    }
  };
  on(svg, 'pointerover', lightAt);
  on(svg, 'pointerleave', () => { lit = undefined; light(undefined); });
  on(svg, 'focusin', lightAt);
  on(svg, 'focusout', () => { lit = undefined; light(undefined); });
  begin();
  svg.dataset.attached = 'true';

  return { detach: () => { clearTimeout(resting); abort.abort(); } };
}
