/** The style of the report: one sheet, light and dark, and for paper. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fbfaf8; --card: #fff; --ink: #1d1b19; --soft: #66605a; --rule: #e6e1da;
  --ours: #0b7a5c; --twin: #8a8178; --bound: #b4541a; --ideal: #b9b1a7; }
@media (prefers-color-scheme: dark) { :root { --paper: #161513; --card: #1f1d1b; --ink: #f1eee9; --soft: #aaa39a;
  --rule: #35312d; --ours: #4cc9a0; --twin: #8f877e; --bound: #f0955a; --ideal: #575049; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.02em; }
h2 { font-size: 1.15rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; max-width: 46rem; } .soft { color: var(--soft); }
.lead { font-size: 1.2rem; margin: 1rem 0 2rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 0 0 2rem; }
.figures div, section { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 1.1rem 1.25rem; }
.figures dt { color: var(--soft); font-size: .85rem; } .figures dd { margin: 0; font-size: 1.7rem; font-variant-numeric: tabular-nums; }
section { margin: 0 0 1.5rem; overflow-x: auto; }
svg { width: 100%; height: auto; display: block; margin: .75rem 0; }
svg text { font-size: 12px; fill: var(--soft); } svg text.name { font-weight: 600; }
polyline { fill: none; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round; } .grid { stroke: var(--rule); }
polyline.ours { stroke: var(--ours); } circle.ours, text.name.ours { fill: var(--ours); }
polyline.twin { stroke: var(--twin); stroke-dasharray: 6 5; } circle.twin, text.name.twin { fill: var(--twin); }
polyline.bound { stroke: var(--bound); stroke-dasharray: 2 5; } text.name.bound { fill: var(--bound); }
polyline.ideal { stroke: var(--ideal); stroke-dasharray: 3 4; } text.name.ideal { fill: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem; }
th, td { text-align: right; padding: .4rem .6rem; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th small { display: block; font-weight: 400; } thead th { color: var(--soft); font-weight: 600; white-space: normal; vertical-align: bottom; }
td.us { color: var(--ours); font-weight: 600; } td small { color: var(--soft); }
summary { cursor: pointer; color: var(--soft); font-size: .9rem; } summary:focus-visible { outline: 2px solid var(--ours); outline-offset: 2px; }
pre { background: var(--paper); border: 1px solid var(--rule); border-radius: 8px; padding: .75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
@media print { body { background: #fff; } main { padding: 0; } section, .figures div { break-inside: avoid; border-color: #ccc; } }
`;
