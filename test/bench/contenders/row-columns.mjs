/**
 * What a parser of rows needs beside it to end where Handrail ends: codes for texts, times as numbers, rows in the order
 * of person and time.
 */
export class RowColumns {
  #people = new Map();
  #names = new Map();
  #channels = new Map();
  #person = new Uint32Array(1 << 16);
  #time = new Float64Array(1 << 16);
  #name = new Uint8Array(1 << 16);
  #channel = new Uint8Array(1 << 16);
  #value = new Float64Array(1 << 16);
  #rows = 0;

  add(person, name, time, channel, value) {
    const row = this.#rows++;
    if (row === this.#person.length) this.#grow();
    this.#person[row] = code(this.#people, person);
    this.#name[row] = code(this.#names, name);
    this.#time[row] = Date.parse(time) * 1000;
    this.#channel[row] = channel === '' ? 0 : code(this.#channels, channel) + 1;
    this.#value[row] = value === '' ? Number.NaN : Number(value);
  }

  finish() {
    const rows = this.#rows;
    const start = new Uint32Array(this.#people.size + 1);
    for (let row = 0; row < rows; row++) start[this.#person[row] + 1]++;
    for (let p = 1; p < start.length; p++) start[p] += start[p - 1];
    const next = start.slice();
    const order = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) order[next[this.#person[row]]++] = row;
    const time = this.#time;
    for (let p = 0; p + 1 < start.length; p++) {
      const own = order.subarray(start[p], start[p + 1]);
      let sorted = true;
      for (let k = 1; k < own.length && sorted; k++) sorted = time[own[k - 1]] <= time[own[k]];
      if (!sorted) own.sort((a, b) => time[a] - time[b] || a - b);
    }
    const columns = {
      time: new Float64Array(rows),
      name: new Uint8Array(rows),
      channel: new Uint8Array(rows),
      value: new Float64Array(rows),
    };
    for (let k = 0; k < rows; k++) {
      const row = order[k];
      columns.time[k] = time[row];
      columns.name[k] = this.#name[row];
      columns.channel[k] = this.#channel[row];
      columns.value[k] = this.#value[row];
    }
    const names = [...this.#names.keys()];
    return check(columns.time, columns.value, (row) => names[columns.name[row]], start.length - 1);
  }

  #grow() {
    const length = this.#rows * 2;
    this.#person = longer(this.#person, length);
    this.#time = longer(this.#time, length);
    this.#name = longer(this.#name, length);
    this.#channel = longer(this.#channel, length);
    this.#value = longer(this.#value, length);
  }
}

/** What all contenders must agree on: cells counted and added up, and times that ascend within a person. */
export function check(time, value, nameAt, people) {
  let seconds = 0;
  let amount = 0;
  const events = {};
  for (let row = 0; row < time.length; row++) {
    seconds += (time[row] / 1e6) % 86_400;
    if (!Number.isNaN(value[row])) amount += Math.round(value[row] * 100);
    const name = nameAt(row);
    events[name] = (events[name] ?? 0) + 1;
  }
  const sorted = Object.fromEntries(Object.entries(events).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { rows: time.length, people, seconds: Math.round(seconds), cents: amount, events: sorted };
}

function code(codes, text) {
  const known = codes.get(text);
  if (known !== undefined) return known;
  codes.set(text, codes.size);
  return codes.size - 1;
}

function longer(array, length) {
  const grown = new array.constructor(length);
  grown.set(array);
  return grown;
}
