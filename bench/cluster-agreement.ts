/**
 * How well found clusters agree with gold labels: NMI (arithmetic mean), adjusted Rand index, and the share that is
 * right under the best one-to-one naming of clusters (Hungarian method).
 *
 * Cost: O(n + clusters · labels · the smaller of the two).
 * Source: Vinh, Epps and Bailey, 2010 (NMI, ARI); Kuhn, 1955, in the form with potentials.
 */
export interface Agreement {
  readonly nmi: number;
  readonly ari: number;
  readonly accuracy: number;
  readonly clusters: number;
}

export function clusterAgreement(gold: readonly string[], found: readonly string[]): Agreement {
  const n = gold.length;
  const labels = numbered(gold);
  const clusters = numbered(found);
  const table = labels.names.map(() => clusters.names.map(() => 0));
  for (let i = 0; i < n; i++) table[labels.of[i]][clusters.of[i]] += 1;
  const rows = table.map(sum);
  const columns = clusters.names.map((_, column) => sum(table.map((row) => row[column])));
  return {
    nmi: normalisedInformation({ table, rows, columns, n }),
    ari: adjustedRand({ table, rows, columns, n }),
    accuracy: bestNaming(table) / n,
    clusters: columns.length,
  };
}

interface Table {
  readonly table: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly n: number;
}

function normalisedInformation({ table, rows, columns, n }: Table): number {
  const entropy = (counts: readonly number[]) =>
    -sum(counts.map((count) => (count === 0 ? 0 : (count / n) * Math.log(count / n))));
  let mutual = 0;
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      if (count > 0) mutual += (count / n) * Math.log((n * count) / (rows[i] * columns[j]));
    }
  }
  const mean = (entropy(rows) + entropy(columns)) / 2;
  return mean === 0 ? 1 : mutual / mean;
}

function adjustedRand({ table, rows, columns, n }: Table): number {
  const pairs = (count: number) => (count * (count - 1)) / 2;
  const both = sum(table.flat().map(pairs));
  const inRows = sum(rows.map(pairs));
  const inColumns = sum(columns.map(pairs));
  const expected = (inRows * inColumns) / pairs(n);
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** The largest sum of entries, at most one in each row and column. */
function bestNaming(table: readonly (readonly number[])[]): number {
  const wide = table.length <= table[0].length ? table : table[0].map((_, j) => table.map((row) => row[j]));
  const columns = wide[0].length;
  const rowPotential = new Float64Array(wide.length + 1);
  const columnPotential = new Float64Array(columns + 1);
  /** Row (from 1) that a column is given to; column 0 is the one being placed. */
  const rowOf = new Float64Array(columns + 1);
  for (let row = 1; row <= wide.length; row++) {
    rowOf[0] = row;
    const least = new Float64Array(columns + 1).fill(Infinity);
    const from = new Float64Array(columns + 1);
    const done = new Uint8Array(columns + 1);
    let column = 0;
    while (rowOf[column] !== 0) {
      done[column] = 1;
      const at = rowOf[column];
      let step = Infinity;
      let next = 0;
      for (let j = 1; j <= columns; j++) {
        if (done[j] === 1) continue;
        const slack = -wide[at - 1][j - 1] - rowPotential[at] - columnPotential[j];
        if (slack < least[j]) {
          least[j] = slack;
          from[j] = column;
        }
        if (least[j] < step) {
          step = least[j];
          next = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (done[j] === 1) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else least[j] -= step;
      }
      column = next;
    }
    while (column !== 0) {
      rowOf[column] = rowOf[from[column]];
      column = from[column];
    }
  }
  return sum(Array.from(rowOf.slice(1), (row, j) => (row === 0 ? 0 : wide[row - 1][j])));
}

function numbered(names: readonly string[]) {
  const numbers = new Map<string, number>();
  for (const name of names) if (!numbers.has(name)) numbers.set(name, numbers.size);
  return { names: [...numbers.keys()], of: names.map((name) => numbers.get(name) as number) };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
