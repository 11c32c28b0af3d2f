// Draws the scene of the overview: areas as tiles while they are small, open as one comes nearer.
import * as S from './overview-scene.js';

const OPEN_NODE = 5;      // pixels of height from which a node is drawn by itself
const OPEN_AREA = 44;     // pixels of height from which areas in an area are drawn by themselves
const TEXT_NODE = 20;     // pixels of height from which a node bears its name
const TEXT_LINE = 32;     // pixels of height from which a node bears a second line
const MOST_LINES = 300;   // lines in sight at a time; more are bundled by the areas around their ends
const MOST_LEVELS = 5;    // region, zone, rack, host, service
const NAMES = ['ground', 'paper', 'sunk', 'line', 'text', 'soft', 'focus', 'healthy', 'degraded', 'critical', 'unknown',
  'glyph', 'healthy-plate', 'degraded-plate', 'critical-plate', 'unknown-plate', 'edge', 'mark', 'heat'];

// A canvas knows no style sheet: colours are resolved by an element that does.
export function readTheme(host) {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const theme = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    theme[name] = getComputedStyle(probe).color;
  }
  theme.font = getComputedStyle(host).fontFamily;
  probe.remove();
  return theme;
}

// Which boxes are drawn as tiles at a zoom, and what stands for everything hidden in them.
export function fold(scene, zoom) {
  const isOpen = new Uint8Array(scene.boxCount);
  const stands = new Int32Array(scene.boxCount).fill(-1);
  const hasNodes = scene.nodeHeight * zoom >= OPEN_NODE;
  const visit = (box, by) => {
    stands[box] = by;
    const inner = scene.inner[box];
    const opens = by < 0 && (hasNodes || inner.length > 0
      && inner.some(other => scene.bh[other] * zoom >= OPEN_AREA));
    isOpen[box] = opens ? 1 : 0;
    for (const other of inner) { visit(other, by >= 0 ? by : opens ? -1 : box); }
  };
  for (const box of scene.roots) { visit(box, -1); }
  const itemOf = item => {
    const box = S.isBox(scene, item) ? S.boxOf(scene, item) : scene.nbox[item];
    if (box < 0) { return item; }
    if (stands[box] >= 0) { return scene.nodeCount + stands[box]; }
    return S.isBox(scene, item) || isOpen[box] ? item : scene.nodeCount + box;
  };
  return { isOpen, itemOf, hasNodes, bundles: [] };
}

// Links by the things that stand for their ends; each further level goes one area outward.
function bundlesOf(scene, folded, level) {
  if (!folded.bundles[level]) {
    const outward = item => {
      let at = folded.itemOf(item);
      for (let i = 0; i < level; i++) {
        const outer = S.parentOf(scene, at);
        if (outer < 0) { break; }
        at = scene.nodeCount + outer;
      }
      return at;
    };
    const found = new Map();
    for (let i = 0; i < scene.linkCount; i++) {
      const from = outward(scene.lfrom[i]);
      const to = outward(scene.lto[i]);
      if (from === to) { continue; }
      const key = from * 4194304 + to;
      const known = found.get(key);
      if (known) { known.all.push(i); } else { found.set(key, { from, to, all: [i] }); }
    }
    folded.bundles[level] = [...found.values()];
  }
  return folded.bundles[level];
}

export function paint(context, state) {
  const { scene, view, size, theme, folded } = state;
  context.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, size.width, size.height);
  const to = {
    x: x => (x - view.x) * view.k + size.width / 2,
    y: y => (y - view.y) * view.k + size.height / 2,
  };
  const isSeen = (x, y, w, h) => to.x(x + w) >= 0 && to.x(x) <= size.width && to.y(y + h) >= 0 && to.y(y) <= size.height;
  const pen = { context, state, theme, to, k: view.k };
  const nodes = [];
  const drawn = [];
  const visit = box => {
    if (!isSeen(scene.bx[box], scene.by[box], scene.bw[box], scene.bh[box])) { return; }
    drawn.push(scene.nodeCount + box);
    if (!folded.isOpen[box]) { tile(pen, box); return; }
    frame(pen, box);
    scene.inner[box].forEach(visit);
    if (folded.hasNodes) {
      for (const node of scene.members[box]) { see(node); }
    } else if (scene.members[box].length > 0) {
      dots(pen, scene.members[box]);
    }
  };
  const see = node => {
    if (isSeen(scene.nx[node], scene.ny[node], scene.nodeWidth, scene.nodeHeight)) { nodes.push(node); drawn.push(node); }
  };
  scene.roots.forEach(visit);
  scene.loose.forEach(see);
  const bundled = lines(pen, isSeen);
  plates(pen, nodes);
  rings(pen);
  return { drawn, bundled };
}

function frame({ context, theme, to, k, state }, box) {
  const { scene } = state;
  const [x, y, w, h] = [to.x(scene.bx[box]), to.y(scene.by[box]), scene.bw[box] * k, scene.bh[box] * k];
  const health = S.boxHealth(scene, box);
  context.fillStyle = scene.bdepth[box] % 2 === 0 ? theme.sunk : theme.paper;
  context.fillRect(x, y, w, h);
  outline(context, theme, health, x, y, w, h);
  const head = scene.bhead[box] * k;
  if (head >= 8) {
    text(context, theme.text, `600 ${Math.max(9, Math.min(15, head * 0.6))}px ${theme.font}`,
      `${scene.labels[box]} · ${scene.total[box]}`, x + 6, y + Math.max(8.5, head * 0.68), w - 12);
  }
}

function tile(pen, box) {
  const { context, theme, to, k, state: { scene } } = pen;
  const [x, y, w, h] = [to.x(scene.bx[box]), to.y(scene.by[box]), scene.bw[box] * k, scene.bh[box] * k];
  const health = S.boxHealth(scene, box);
  context.fillStyle = theme[`${S.HEALTH[health]}-plate`];
  context.fillRect(x, y, w, h);
  heat(pen, S.boxLevel(scene, box), x, y, w, h);
  outline(context, theme, health, x, y, w, h);
  const mark = Math.min(18, h * 0.5, w * 0.5);
  shape(context, theme, health, x + Math.min(w / 2, mark * 0.9), y + Math.min(h / 2, mark * 0.9), mark / 2);
  if (w > 48 && h > 17) {
    text(context, theme.text, `600 ${h > 26 ? 12 : 10}px ${theme.font}`, S.shortOf(scene, box), x + mark * 1.7 + 2,
      y + (h > 26 ? 15 : 12), w - mark * 1.7 - 8);
    const [worst, all] = [scene.tally[box][health], scene.total[box]];
    const words = worst === all || worst === 0 ? `${all}` : `${worst} of ${all}`;
    text(context, theme.soft, `11px ${theme.font}`, w > 150 ? `${words} ${S.HEALTH[health]}` : words,
      x + mark * 1.7 + 2, y + 29, h > 34 ? w - mark * 1.7 - 8 : 0);
  }
  if (h > 12 && scene.total[box] > 0) {
    let left = x + 2;
    for (const part of [3, 2, 0, 1]) {
      const wide = (w - 4) * scene.tally[box][part] / scene.total[box];
      context.fillStyle = theme[S.HEALTH[part]];
      context.fillRect(left, y + h - 5, wide, 3);
      left += wide;
    }
  }
}

// Too small for shapes: only what is not well is worth a dot.
function dots({ context, theme, to, k, state: { scene } }, nodes) {
  for (const node of nodes) {
    const health = S.healthOf(scene.nlook[node]);
    context.fillStyle = health === 1 ? theme.line : theme[S.HEALTH[health]];
    context.fillRect(to.x(scene.nx[node]), to.y(scene.ny[node]),
      Math.max(1.5, scene.nodeWidth * k), Math.max(1.5, scene.nodeHeight * k));
  }
}

function plates(pen, nodes) {
  const { context, theme, to, k, state: { scene } } = pen;
  const [w, h] = [scene.nodeWidth * k, scene.nodeHeight * k];
  const hasText = h >= TEXT_NODE;
  for (let health = 0; health < 4; health++) {
    context.fillStyle = theme[`${S.HEALTH[health]}-plate`];
    for (const node of nodes) {
      if (S.healthOf(scene.nlook[node]) === health) { context.fillRect(to.x(scene.nx[node]), to.y(scene.ny[node]), w, h); }
    }
  }
  const size = Math.max(2.5, Math.min(h * 0.34, 9));
  for (const node of nodes) {
    const look = scene.nlook[node];
    const [x, y, health] = [to.x(scene.nx[node]), to.y(scene.ny[node]), S.healthOf(look)];
    context.globalAlpha = S.isPale(look) ? 0.25 : 1;
    heat(pen, S.levelOf(look), x, y, w, h);
    if (h >= 9) { outline(context, theme, health, x, y, w, h); }
    shape(context, theme, health, x + Math.min(w / 2, size * 1.8), y + h / 2, size);
    if (hasText) {
      const label = scene.labels[scene.boxCount + node];
      const [left, room] = [x + size * 3.6, w - size * 3.6 - 6];
      const hasLine = h >= TEXT_LINE;
      text(context, theme.text, `600 ${Math.max(9.5, Math.min(13, h * 0.28))}px ${theme.font}`, label, left,
        y + h * (hasLine ? 0.45 : 0.66), room);
      if (hasLine) {
        text(context, theme.soft, `${Math.max(9, Math.min(11.5, h * 0.25))}px ${theme.font}`,
          S.wordsOf(scene, node, false).slice(label.length + 2), left, y + h * 0.8, room);
      }
    }
    if (S.blastOf(look) !== 0) { blast(pen, S.blastOf(look), x, y, w, h); }
  }
  context.globalAlpha = 1;
}

// The overlay stands at the corner, and at the outline once there is no room for letters.
function blast({ context, theme }, mark, x, y, w, h) {
  context.strokeStyle = theme.mark;
  context.lineWidth = mark === 1 ? 3.5 : 2;
  context.setLineDash(mark === 2 ? [3, 2] : []);
  context.strokeRect(x, y, w, h);
  context.setLineDash([]);
  if (h < TEXT_NODE) { return; }
  const word = ['', 'origin', 'P', 'O', 'P + O'][mark];
  context.font = `700 10px ${theme.font}`;
  const wide = context.measureText(word).width + 8;
  context.fillStyle = theme.mark;
  context.fillRect(x + w - wide + 4, y - 7, wide, 14);
  context.fillStyle = theme.paper;
  context.fillText(word, x + w - wide + 8, y + 4);
}

// How much of what the overlay shows: a bar at the left that grows with the level, beside the colour of the overlay.
function heat({ context, theme }, level, x, y, w, h) {
  if (level === 0) { return; }
  context.fillStyle = theme.heat;
  context.globalAlpha *= 0.18 + 0.14 * level;
  context.fillRect(x, y, w, h);
  context.globalAlpha = 1;
  context.fillStyle = theme.mark;
  context.fillRect(x, y + h * (1 - level / 4), Math.max(2, w * 0.03), h * level / 4);
}

function outline(context, theme, health, x, y, w, h) {
  context.strokeStyle = health < 2 ? theme.line : theme[S.HEALTH[health]];
  context.lineWidth = [1, 1, 1.6, 2.6][health];
  context.setLineDash([[2, 3], [], [6, 3], []][health]);
  context.strokeRect(x, y, w, h);
  context.setLineDash([]);
}

// Circle, triangle, octagon, diamond: health is told by the shape as well as by its colour.
function shape(context, theme, health, x, y, r) {
  context.fillStyle = theme[S.HEALTH[health]];
  context.beginPath();
  if (health === 1) {
    context.arc(x, y, r, 0, 2 * Math.PI);
  } else {
    const corners = [4, 0, 3, 8][health];
    const turn = [-Math.PI / 2, 0, -Math.PI / 2, Math.PI / 8][health];
    const far = health === 2 ? r * 1.2 : r * 1.08;
    for (let i = 0; i < corners; i++) {
      const angle = turn + i * 2 * Math.PI / corners;
      context.lineTo(x + far * Math.cos(angle), y + far * Math.sin(angle));
    }
    context.closePath();
  }
  context.fill();
  if (r >= 5) {
    context.textAlign = 'center';
    text(context, theme.glyph, `700 ${r * 1.3}px ${theme.font}`, ['?', '✓', '!', '×'][health], x, y + r * 0.45, 4 * r);
    context.textAlign = 'start';
  }
}

function text(context, colour, font, words, x, y, room) {
  if (room < 12) { return; }
  context.fillStyle = colour;
  context.font = font;
  const wide = context.measureText(words).width;
  let shown = words;
  if (wide > room) {
    // Long names lose their middle: siblings differ at the end.
    const letters = Math.max(2, Math.floor(words.length * room / wide) - 1);
    const head = Math.ceil(letters / 2);
    shown = `${words.slice(0, head)}…${words.slice(words.length - (letters - head))}`;
  }
  context.fillText(shown, x, y);
}

function lines(pen, isSeen) {
  const { context, theme, to, k, state: { scene, folded, hover, cursor } } = pen;
  const near = [scene.selected, hover, cursor].filter(item => item >= 0).map(folded.itemOf);
  const middle = item => {
    const rect = S.rectOf(scene, item);
    return [rect.x + rect.w / 2, rect.y + rect.h / 2];
  };
  const isInSight = link => {
    const [ax, ay] = middle(link.from);
    const [bx, by] = middle(link.to);
    return isSeen(Math.min(ax, bx), Math.min(ay, by), Math.abs(ax - bx), Math.abs(ay - by));
  };
  const lit = near.length === 0 ? []
    : bundlesOf(scene, folded, 0).filter(link => near.includes(link.from) || near.includes(link.to));
  let shown = [];
  for (let level = 0; level < MOST_LEVELS; level++) {
    shown = bundlesOf(scene, folded, level).filter(isInSight);
    if (shown.length <= MOST_LINES) { break; }
  }
  shown.length = Math.min(shown.length, MOST_LINES);
  const stroke = (link, colour, alpha) => {
    const [ax, ay] = middle(link.from);
    const [bx, by] = middle(link.to);
    let traffic = 0;
    let failing = false;
    let whole = true;
    for (const i of link.all) {
      traffic = Math.max(traffic, S.trafficOf(scene.llook[i]));
      failing ||= S.isFailing(scene.llook[i]);
      whole &&= S.isRedundant(scene.llook[i]);
    }
    const kind = S.kindOfLink(scene.llook[link.all[0]]);
    context.strokeStyle = failing && alpha < 1 ? theme.critical : colour;
    context.globalAlpha = alpha;
    context.lineWidth = Math.min(5, 0.5 + traffic * 0.25 + Math.log2(link.all.length) * 0.35) + (failing ? 0.6 : 0);
    context.setLineDash(kind === 1 ? [5, 4] : kind === 4 ? [2, 3] : kind === 5 ? [7, 3] : whole ? [10, 2] : []);
    context.beginPath();
    context.moveTo(to.x(ax), to.y(ay));
    context.lineTo(to.x(bx), to.y(by));
    context.stroke();
  };
  for (const link of shown) { stroke(link, theme.edge, 0.35); }
  for (const link of lit) { stroke(link, theme.mark, 1); }
  context.globalAlpha = 1;
  context.setLineDash([]);
  return scene.linkCount - shown.reduce((sum, link) => sum + (link.all.length === 1 ? 1 : 0), 0);
}

function rings({ context, theme, to, k, state: { scene, folded, cursor, hover, size } }) {
  const ring = (item, colour, dash, wide) => {
    const rect = S.rectOf(scene, folded.itemOf(item));
    context.strokeStyle = colour;
    context.lineWidth = wide;
    context.setLineDash(dash);
    context.strokeRect(to.x(rect.x) - 3, to.y(rect.y) - 3, rect.w * k + 6, rect.h * k + 6);
    context.setLineDash([]);
  };
  if (scene.selected >= 0) { ring(scene.selected, theme.mark, [], 3.5); }
  if (cursor >= 0) { ring(cursor, theme.focus, [5, 3], 3); }
  if (hover >= 0) {
    const item = folded.itemOf(hover);
    const rect = S.rectOf(scene, item);
    const words = S.wordsOf(scene, item, S.isBox(scene, item) && folded.isOpen[S.boxOf(scene, item)] === 1);
    context.font = `12px ${theme.font}`;
    const wide = context.measureText(words).width + 14;
    const x = Math.max(2, Math.min(to.x(rect.x), size.width - wide - 2));
    const y = Math.max(2, Math.min(to.y(rect.y) - 28, size.height - 26));
    context.fillStyle = theme.paper;
    context.strokeStyle = theme.text;
    context.lineWidth = 1;
    context.fillRect(x, y, wide, 22);
    context.strokeRect(x, y, wide, 22);
    context.fillStyle = theme.text;
    context.fillText(words, x + 7, y + 15);
  }
}
