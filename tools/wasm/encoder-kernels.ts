/**
 * Text of the WebAssembly module behind the encoder: small matrix kernels and row operations in 128-bit SIMD.
 *
 * Only deterministic instructions (no relaxed SIMD): the same bytes come out on every machine.
 * Matrix kernels hold a tile of 1 to 6 rows by 8 columns in registers. `B` is one panel of 8 columns.
 * Pointers and strides are in bytes, lengths in numbers; lengths are multiples of 8 unless said otherwise.
 */

const TILE_ROWS = [1, 2, 3, 4, 5, 6];

/** Sets p0… (rows of A) and c0… (rows of C) from the first row and the stride. */
function rowPointers(rows: number): string {
  const lines = ['(local.set $p0 (local.get $A)) (local.set $q0 (local.get $C))'];
  for (let r = 1; r < rows; r++) {
    lines.push(
      `(local.set $p${r} (i32.add (local.get $p${r - 1}) (local.get $strideA)))`,
      `(local.set $q${r} (i32.add (local.get $q${r - 1}) (local.get $strideC)))`,
    );
  }
  return lines.join('\n');
}

function locals(rows: number): string {
  const perRow = (r: number) =>
    `(local $x${r} v128) (local $y${r} v128) (local $p${r} i32) (local $q${r} i32)`;
  const shared = '(local $b0 v128) (local $b1 v128) (local $a v128)';
  return [shared, ...forRows(rows, perRow)].join('\n');
}

function forRows(rows: number, line: (row: number) => string): string[] {
  return Array.from({ length: rows }, (_, r) => line(r));
}

/** C += A · B in float32. K (a multiple of 2) rows of B lie `strideB` apart. */
function floatKernel(rows: number): string {
  const step = (u: number) => [
    '(local.set $b0 (v128.load (local.get $B))) (local.set $b1 (v128.load offset=16 (local.get $B)))',
    ...forRows(
      rows,
      (r) => `(local.set $a (v128.load32_splat offset=${u * 4} (local.get $p${r})))
      (local.set $x${r} (f32x4.add (local.get $x${r}) (f32x4.mul (local.get $a) (local.get $b0))))
      (local.set $y${r} (f32x4.add (local.get $y${r}) (f32x4.mul (local.get $a) (local.get $b1))))`,
    ),
    '(local.set $B (i32.add (local.get $B) (local.get $strideB)))',
  ];
  return [
    `(func (export "f${rows}") (param $A i32) (param $B i32) (param $C i32) (param $K i32)
      (param $strideA i32) (param $strideB i32) (param $strideC i32)`,
    locals(rows),
    rowPointers(rows),
    ...forRows(
      rows,
      (r) =>
        `(local.set $x${r} (v128.load (local.get $q${r}))) (local.set $y${r} (v128.load offset=16 (local.get $q${r})))`,
    ),
    '(loop $next',
    ...step(0),
    ...step(1),
    ...forRows(rows, (r) => `(local.set $p${r} (i32.add (local.get $p${r}) (i32.const 8)))`),
    '(br_if $next (local.tee $K (i32.sub (local.get $K) (i32.const 2)))))',
    ...forRows(
      rows,
      (r) =>
        `(v128.store (local.get $q${r}) (local.get $x${r})) (v128.store offset=16 (local.get $q${r}) (local.get $y${r}))`,
    ),
    ')',
  ].join('\n');
}

/**
 * C += (A · B) × row scale × column scale, with int16 A and int8 B summed exactly in int32.
 * K is a multiple of 4; the panel is laid out in pairs of rows: [K / 2][8 columns][2].
 */
function integerKernel(rows: number): string {
  const step = (u: number) => [
    `(local.set $b0 (v128.load8x8_s offset=${u * 16} (local.get $B)))
     (local.set $b1 (v128.load8x8_s offset=${u * 16 + 8} (local.get $B)))`,
    ...forRows(
      rows,
      (r) => `(local.set $a (v128.load32_splat offset=${u * 4} (local.get $p${r})))
      (local.set $x${r} (i32x4.add (local.get $x${r}) (i32x4.dot_i16x8_s (local.get $a) (local.get $b0))))
      (local.set $y${r} (i32x4.add (local.get $y${r}) (i32x4.dot_i16x8_s (local.get $a) (local.get $b1))))`,
    ),
  ];
  const scaled = (offset: number, row: number, sum: string, scale: string) =>
    `(v128.store offset=${offset} (local.get $q${row}) (f32x4.add (v128.load offset=${offset} (local.get $q${row}))
      (f32x4.mul (f32x4.mul (local.get $a) (local.get ${scale})) (f32x4.convert_i32x4_s (local.get ${sum})))))`;
  return [
    `(func (export "q${rows}") (param $A i32) (param $B i32) (param $C i32) (param $K i32)
      (param $strideA i32) (param $strideC i32) (param $columnScales i32) (param $rowScales i32)`,
    locals(rows),
    rowPointers(rows),
    '(loop $next',
    ...step(0),
    ...step(1),
    ...forRows(rows, (r) => `(local.set $p${r} (i32.add (local.get $p${r}) (i32.const 8)))`),
    `(local.set $B (i32.add (local.get $B) (i32.const 32)))
     (br_if $next (local.tee $K (i32.sub (local.get $K) (i32.const 4)))))
     (local.set $b0 (v128.load (local.get $columnScales))) (local.set $b1 (v128.load offset=16 (local.get $columnScales)))`,
    ...forRows(rows, (r) =>
      [
        `(local.set $a (v128.load32_splat offset=${r * 4} (local.get $rowScales)))`,
        scaled(0, r, `$x${r}`, '$b0'),
        scaled(16, r, `$y${r}`, '$b1'),
      ].join('\n'),
    ),
    ')',
  ].join('\n');
}

/** A loop over `count` numbers, 4 at a time, moving the given pointers by their steps. */
function loop4(count: string, body: string, pointers: Readonly<Record<string, number>>): string {
  const moves = Object.entries(pointers).map(
    ([name, bytes]) => `(local.set ${name} (i32.add (local.get ${name}) (i32.const ${bytes})))`,
  );
  return `(local.set $n (local.get ${count})) (loop $next ${body} ${moves.join(' ')}
    (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 4)))))`;
}

function horizontal(operation: string, vector: string): string {
  const lane = (i: number) => `(f32x4.extract_lane ${i} (local.get ${vector}))`;
  return `(${operation} (${operation} ${lane(0)} ${lane(1)}) (${operation} ${lane(2)} ${lane(3)}))`;
}

/** Y[i] = int16 of X[i] / scale, scale = max |X| / limit; gives the scale (1 for a row of zeros). */
const QUANTISE = `(func (export "quantise") (param $X i32) (param $Y i32) (param $count i32) (param $limit f32) (result f32)
  (local $n i32) (local $p i32) (local $max v128) (local $scale f32) (local $inverse v128)
  (local.set $p (local.get $X))
  ${loop4('$count', '(local.set $max (f32x4.max (local.get $max) (f32x4.abs (v128.load (local.get $p)))))', { $p: 16 })}
  (local.set $scale (f32.div ${horizontal('f32.max', '$max')} (local.get $limit)))
  (if (f32.eq (local.get $scale) (f32.const 0)) (then (local.set $scale (f32.const 1))))
  (local.set $inverse (f32x4.splat (f32.div (f32.const 1) (local.get $scale))))
  ${loop4(
    '$count',
    `(local.set $max (i32x4.trunc_sat_f32x4_s (f32x4.nearest (f32x4.mul (v128.load (local.get $X)) (local.get $inverse)))))
     (v128.store64_lane 0 (local.get $Y) (i16x8.narrow_i32x4_s (local.get $max) (local.get $max)))`,
    { $X: 16, $Y: 8 },
  ).replaceAll('$next', '$second')}
  (local.get $scale))`;

/** Y = (X − mean) / deviation × gain + bias over one row. */
const LAYER_NORM = `(func (export "layerNorm") (param $X i32) (param $Y i32) (param $count i32) (param $gain i32) (param $bias i32)
  (local $n i32) (local $p i32) (local $sum v128) (local $d v128) (local $mean v128) (local $factor v128)
  (local.set $p (local.get $X))
  ${loop4('$count', '(local.set $sum (f32x4.add (local.get $sum) (v128.load (local.get $p))))', { $p: 16 })}
  (local.set $mean (f32x4.splat (f32.div ${horizontal('f32.add', '$sum')} (f32.convert_i32_s (local.get $count)))))
  (local.set $sum (v128.const f32x4 0 0 0 0)) (local.set $p (local.get $X))
  ${loop4(
    '$count',
    `(local.set $d (f32x4.sub (v128.load (local.get $p)) (local.get $mean)))
     (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $d) (local.get $d))))`,
    { $p: 16 },
  ).replaceAll('$next', '$second')}
  (local.set $factor (f32x4.splat (f32.div (f32.const 1) (f32.sqrt (f32.add (f32.const 1e-6)
    (f32.div ${horizontal('f32.add', '$sum')} (f32.convert_i32_s (local.get $count))))))))
  ${loop4(
    '$count',
    `(v128.store (local.get $Y) (f32x4.add (v128.load (local.get $bias)) (f32x4.mul (v128.load (local.get $gain))
       (f32x4.mul (local.get $factor) (f32x4.sub (v128.load (local.get $X)) (local.get $mean))))))`,
    { $X: 16, $Y: 16, $gain: 16, $bias: 16 },
  ).replaceAll('$next', '$third')})`;

/** X += Y. */
const ADD = `(func (export "add") (param $X i32) (param $Y i32) (param $count i32) (local $n i32)
  ${loop4(
    '$count',
    '(v128.store (local.get $X) (f32x4.add (v128.load (local.get $X)) (v128.load (local.get $Y))))',
    { $X: 16, $Y: 16 },
  )})`;

/** X = max(X, 0). */
const RELU = `(func (export "relu") (param $X i32) (param $count i32) (local $n i32)
  ${loop4(
    '$count',
    '(v128.store (local.get $X) (f32x4.max (v128.load (local.get $X)) (v128.const f32x4 0 0 0 0)))',
    { $X: 16 },
  )})`;

/**
 * X = softmax(X × scale) over one row. e^x = 2^k · e^r with r in ±ln 2 / 2 and e^r by the polynomial of Cephes
 * `expf` (relative error below 2e-7); arguments below −87 count as −87.
 */
const EXP_COEFFICIENTS = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5,
];
const splat = (value: number | string) => `(f32x4.splat (f32.const ${value}))`;
const POLYNOMIAL = EXP_COEFFICIENTS.slice(1).reduce(
  (sum, c) => `(f32x4.add (f32x4.mul ${sum} (local.get $r)) ${splat(c)})`,
  splat(EXP_COEFFICIENTS[0]),
);
const SOFTMAX = `(func (export "softmax") (param $X i32) (param $count i32) (param $scale f32)
  (local $n i32) (local $p i32) (local $max v128) (local $sum v128) (local $x v128) (local $k v128) (local $r v128)
  (local.set $p (local.get $X)) (local.set $max ${splat('-inf')})
  ${loop4('$count', '(local.set $max (f32x4.max (local.get $max) (v128.load (local.get $p))))', { $p: 16 })}
  (local.set $max (f32x4.splat ${horizontal('f32.max', '$max')})) (local.set $p (local.get $X))
  ${loop4(
    '$count',
    `(local.set $x (f32x4.max ${splat(-87)} (f32x4.mul (f32x4.splat (local.get $scale))
       (f32x4.sub (v128.load (local.get $p)) (local.get $max)))))
     (local.set $k (f32x4.nearest (f32x4.mul (local.get $x) ${splat(Math.LOG2E)})))
     (local.set $r (f32x4.sub (f32x4.sub (local.get $x) (f32x4.mul (local.get $k) ${splat(0.693359375)}))
       (f32x4.mul (local.get $k) ${splat(-2.1219444e-4)})))
     (local.set $r (f32x4.add (f32x4.add (f32x4.mul (f32x4.mul (local.get $r) (local.get $r)) ${POLYNOMIAL})
       (local.get $r)) ${splat(1)}))
     (local.set $r (f32x4.mul (local.get $r) (i32x4.shl (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $k))
       (i32x4.splat (i32.const 127))) (i32.const 23))))
     (local.set $sum (f32x4.add (local.get $sum) (local.get $r)))
     (v128.store (local.get $p) (local.get $r))`,
    { $p: 16 },
  ).replaceAll('$next', '$second')}
  (local.set $sum (f32x4.splat (f32.div (f32.const 1) ${horizontal('f32.add', '$sum')})))
  ${loop4('$count', '(v128.store (local.get $X) (f32x4.mul (local.get $sum) (v128.load (local.get $X))))', {
    $X: 16,
  }).replaceAll('$next', '$third')})`;

export function encoderKernelsWat(): string {
  return [
    '(module (memory (export "mem") 1 4096)',
    ...TILE_ROWS.map(floatKernel),
    ...TILE_ROWS.map(integerKernel),
    QUANTISE,
    LAYER_NORM,
    ADD,
    RELU,
    SOFTMAX,
    ')',
  ].join('\n');
}
