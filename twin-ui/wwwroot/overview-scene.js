// The scene of the overview: decodes the bytes of SceneBytes and keeps, per box, how many of what stand in it.
export const HEALTH = ['unknown', 'healthy', 'degraded', 'critical'];
const KINDS = ['service', 'instance', 'host', 'rack', 'switch', 'zone', 'datastore', 'queue', 'external'];
const CONCERN = [1, 0, 2, 3];
const LOOK_BITS = 10;
const LOOK = (1 << LOOK_BITS) - 1;

export const healthOf = look => look & 3;
export const blastOf = look => (look >> 2) & 7;
export const levelOf = look => (look >> 5) & 7;
export const isPale = look => (look >> 8 & 1) === 1;
export const kindOfLink = look => look & 7;
export const trafficOf = look => (look >> 3) & 7;
export const isFailing = look => (look >> 6 & 1) === 1;
export const isRedundant = look => (look >> 7 & 1) === 1;

export function decode(bytes) {
  const at = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = 0;
  const real = () => { place += 4; return at.getFloat32(place - 4, true); };
  const whole = () => { place += 4; return at.getInt32(place - 4, true); };
  const scene = { width: real(), height: real(), nodeWidth: real(), nodeHeight: real() };
  const [boxes, nodes, links, text] = [whole(), whole(), whole(), whole()];
  Object.assign(scene, {
    boxCount: boxes, nodeCount: nodes, linkCount: links, selected: -1,
    bx: new Float32Array(boxes), by: new Float32Array(boxes), bw: new Float32Array(boxes), bh: new Float32Array(boxes),
    bparent: new Int32Array(boxes), bdepth: new Uint8Array(boxes), blook: new Uint16Array(boxes),
    nx: new Float32Array(nodes), ny: new Float32Array(nodes), nbox: new Int32Array(nodes),
    nkind: new Uint8Array(nodes), nlook: new Uint16Array(nodes),
    lfrom: new Int32Array(links), lto: new Int32Array(links), llook: new Uint16Array(links),
    inner: Array.from({ length: boxes }, () => []), members: Array.from({ length: boxes }, () => []),
    roots: [], loose: [],
  });
  for (let i = 0; i < boxes; i++) {
    scene.bx[i] = real(); scene.by[i] = real(); scene.bw[i] = real(); scene.bh[i] = real();
    scene.bparent[i] = whole();
    const word = whole();
    scene.bdepth[i] = word & 255;
    scene.blook[i] = word >>> 8;
    (scene.bparent[i] < 0 ? scene.roots : scene.inner[scene.bparent[i]]).push(i);
  }
  for (let i = 0; i < nodes; i++) {
    scene.nx[i] = real(); scene.ny[i] = real();
    scene.nbox[i] = whole();
    const word = whole();
    scene.nkind[i] = word & 255;
    scene.nlook[i] = word >>> 8;
    (scene.nbox[i] < 0 ? scene.loose : scene.members[scene.nbox[i]]).push(i);
  }
  for (let i = 0; i < links; i++) {
    scene.lfrom[i] = whole(); scene.lto[i] = whole(); scene.llook[i] = whole();
  }
  const lines = new TextDecoder().decode(bytes.subarray(place, place + text)).split('\n');
  scene.keys = lines.map(line => line.split('\t')[0]);
  scene.labels = lines.map(line => line.split('\t')[1] ?? line.slice(line.indexOf(':') + 1));
  scene.bhead = Float32Array.from({ length: boxes }, (_, box) => {
    const tops = scene.inner[box].map(other => scene.by[other]).concat(scene.members[box].map(node => scene.ny[node]));
    return tops.reduce((least, top) => Math.min(least, top), scene.by[box] + scene.bh[box]) - scene.by[box];
  });
  count(scene);
  return scene;
}

function count(scene) {
  scene.tally = Array.from({ length: scene.boxCount }, () => new Int32Array(4));
  scene.total = new Int32Array(scene.boxCount);
  for (let i = 0; i < scene.nodeCount; i++) {
    move(scene, i, 1);
    for (let box = scene.nbox[i]; box >= 0; box = scene.bparent[box]) { scene.total[box]++; }
  }
}

function move(scene, node, step) {
  const health = healthOf(scene.nlook[node]);
  for (let box = scene.nbox[node]; box >= 0; box = scene.bparent[box]) { scene.tally[box][health] += step; }
}

export function patch(scene, bytes) {
  const at = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [nodes, boxes, links] = [at.getInt32(0, true), at.getInt32(4, true), at.getInt32(8, true)];
  scene.selected = at.getInt32(12, true);
  let place = 16;
  const next = () => { place += 4; return at.getUint32(place - 4, true); };
  for (let i = 0; i < nodes; i++) {
    const word = next();
    const node = word >>> LOOK_BITS;
    move(scene, node, -1);
    scene.nlook[node] = word & LOOK;
    move(scene, node, 1);
  }
  for (let i = 0; i < boxes; i++) { const word = next(); scene.blook[word >>> LOOK_BITS] = word & LOOK; }
  for (let i = 0; i < links; i++) { const word = next(); scene.llook[word >>> LOOK_BITS] = word & LOOK; }
}

// A box that says nothing itself takes the worst state of what stands in it.
export function boxHealth(scene, box) {
  const own = healthOf(scene.blook[box]);
  if (own !== 0) { return own; }
  let worst = -1;
  for (let health = 0; health < 4; health++) {
    if (scene.tally[box][health] > 0 && (worst < 0 || CONCERN[health] > CONCERN[worst])) { worst = health; }
  }
  return Math.max(worst, 0);
}

export function boxLevel(scene, box) {
  let level = levelOf(scene.blook[box]);
  for (const node of scene.members[box]) { level = Math.max(level, levelOf(scene.nlook[node])); }
  for (const other of scene.inner[box]) { level = Math.max(level, boxLevel(scene, other)); }
  return level;
}

export const isBox = (scene, item) => item >= scene.nodeCount;
export const boxOf = (scene, item) => item - scene.nodeCount;
export const keyOf = (scene, item) =>
  isBox(scene, item) ? scene.keys[boxOf(scene, item)] : scene.keys[scene.boxCount + item];
export const labelOf = (scene, item) =>
  isBox(scene, item) ? scene.labels[boxOf(scene, item)] : scene.labels[scene.boxCount + item];

// On a tile there is no room for the kind.
export const shortOf = (scene, box) => {
  const [key, label] = [scene.keys[box], scene.labels[box]];
  return label.startsWith(`${key.slice(0, key.indexOf(':'))} `) ? key.slice(key.indexOf(':') + 1) : label;
};

export function rectOf(scene, item) {
  if (!isBox(scene, item)) {
    return { x: scene.nx[item], y: scene.ny[item], w: scene.nodeWidth, h: scene.nodeHeight };
  }
  const box = boxOf(scene, item);
  return { x: scene.bx[box], y: scene.by[box], w: scene.bw[box], h: scene.bh[box] };
}

export const parentOf = (scene, item) => isBox(scene, item) ? scene.bparent[boxOf(scene, item)] : scene.nbox[item];

const BLAST = ['', 'origin of the blast radius', 'predicted to be affected', 'observed to be affected',
  'predicted and observed to be affected'];

export function wordsOf(scene, item, isOpen) {
  if (!isBox(scene, item)) {
    const look = scene.nlook[item];
    const parts = [labelOf(scene, item), KINDS[scene.nkind[item]] ?? 'group', HEALTH[healthOf(look)],
      BLAST[blastOf(look)]];
    return parts.filter(part => part).join(', ');
  }
  const box = boxOf(scene, item);
  const counts = [3, 2, 0, 1].filter(health => scene.tally[box][health] > 0)
    .map(health => `${scene.tally[box][health]} ${HEALTH[health]}`);
  return `${labelOf(scene, item)}, ${counts.join(', ') || 'empty'}, ${isOpen ? 'open' : 'closed'}`;
}
