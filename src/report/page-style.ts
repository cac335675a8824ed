/** The page's whole style. Colours have names; dark ones take over where the reader's system asks for dark. */
export const pageStyle = `
:root {
  --page: #fafaf8; --card: #ffffff; --line: #e2e1dc; --ink: #1d1d1b; --quiet: #66655f;
  --good: #1a7a43; --good-back: #e3f4e9; --warn: #8a5a00; --warn-back: #fdf0d5; --bad: #b3261e; --bad-back: #fbe6e4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #161615; --card: #1f1f1d; --line: #363632; --ink: #ecebe6; --quiet: #a3a199;
    --good: #6fd39a; --good-back: #16341f; --warn: #f0bd5c; --warn-back: #3a2c0c; --bad: #ff8f86; --bad-back: #451b18;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 70rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 2rem 0 .6rem; font-size: 1.15rem; } h3 { margin: 1.1rem 0 .3rem; font-size: .95rem; }
p { margin: .3rem 0; } a { color: inherit; }
code, blockquote { font: .86em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code, blockquote, p, li, small, td.wrap { overflow-wrap: anywhere; }
td, tbody th { white-space: nowrap; } td.wrap, td.reasons { white-space: normal; }
blockquote { margin: .25rem 0; padding: .25rem .6rem; border-left: 3px solid var(--line); color: var(--quiet); }
.quiet, .facts, .meaning, footer { color: var(--quiet); }
.notice { margin-bottom: 1.25rem; padding: .6rem .9rem; border: 1px solid var(--warn); border-radius: 8px; background: var(--warn-back); color: var(--warn); font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem; margin: 1.2rem 0 .8rem; }
.tile { padding: .7rem .9rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.tile b { display: block; font-size: 1.35rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.tile span { color: var(--quiet); font-size: .85rem; }
.good, .tile.good b { color: var(--good); } .tile.warn b { color: var(--warn); } .bad, .tile.bad b { color: var(--bad); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); font-size: .92rem; }
th, td { padding: .4rem .65rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; font-variant-numeric: tabular-nums; }
thead th { color: var(--quiet); font-weight: 500; font-size: .82rem; white-space: nowrap; }
th[scope=row], th:first-child, td:first-child, .text { text-align: left; }
td.reasons { padding-left: 2rem; } .wrap { min-width: 14rem; } .reasons p { margin: 0 0 .3rem; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 99px; background: var(--page); border: 1px solid var(--line); color: var(--quiet); font-size: .82rem; white-space: nowrap; }
.badge.accepted, .badge.clean, .badge.green { background: var(--good-back); border-color: transparent; color: var(--good); }
.badge.blocked, .badge.note, .badge.undecided, .badge.yellow { background: var(--warn-back); border-color: transparent; color: var(--warn); }
.badge.rejected, .badge.violation, .badge.severe, .badge.red { background: var(--bad-back); border-color: transparent; color: var(--bad); }
.badge.severe, .badge.end { font-weight: 600; }
.caught { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.caught li { padding: .6rem .9rem; border-bottom: 1px solid var(--line); } .caught li:last-child { border: 0; }
.caught a { font-weight: 600; }
details { border: 1px solid var(--line); border-bottom-width: 0; background: var(--card); }
details:first-of-type { border-radius: 8px 8px 0 0; } details:last-of-type { border-radius: 0 0 8px 8px; border-bottom-width: 1px; }
details:target { outline: 2px solid var(--warn); }
summary { display: flex; gap: .7rem; align-items: baseline; padding: .55rem .9rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:hover, summary:focus-visible { background: var(--page); }
.sign { width: 1rem; text-align: center; font-weight: 700; }
.sign.green { color: var(--good); } .sign.yellow { color: var(--warn); } .sign.red { color: var(--bad); } .sign.dim { color: var(--quiet); }
.name { flex: 1; font-weight: 600; } .name .quiet { font-weight: 400; font-size: .85rem; } .name small { display: block; font-weight: 400; color: var(--quiet); font-size: .88rem; }
.pair { display: flex; flex-wrap: wrap; gap: .35rem; justify-content: flex-end; }
.time { min-width: 4.5rem; text-align: right; font-size: .85rem; }
.body { padding: .2rem .9rem 1rem 2.6rem; }
.checks { margin: 0; padding: 0; list-style: none; columns: 20rem auto; column-gap: 2rem; } .checks li { break-inside: avoid; padding: .1rem 0; }
.checks .held > span:first-child { color: var(--good); } .checks .broken > :first-child, .checks .broken b { color: var(--bad); }
.checks .undecided > :first-child, .checks .exempt > :first-child { color: var(--warn); }
.findings { margin: 0; padding-left: 1.3rem; }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--line); font-size: .88rem; }
@media (max-width: 45rem) { .tiles { grid-template-columns: 1fr 1fr; } summary { flex-wrap: wrap; } .pair { width: 100%; justify-content: flex-start; padding-left: 1.7rem; } .body { padding-left: .9rem; } }
`
