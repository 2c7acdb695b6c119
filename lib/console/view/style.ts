import { createHash } from 'node:crypto';

/** One style sheet for all pages, inside each: a page is one request, and works on a phone's bad network. */
const SHEET = `
:root{color-scheme:light dark;--paper:#f7f6f3;--card:#fff;--ink:#1c1b19;--soft:#66625a;--line:#e4e1d9;--link:#1f4f8f;
--bad:#b42318;--warn:#8a5a00;--good:#2f6b3a;--off:#8b877d;--up:#b9d3bd;--field:#fff;--button:#1c1b19;--on-button:#fff;--wash:#efece4;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{--paper:#151412;--card:#1e1d1a;--ink:#ece9e2;--soft:#a8a397;--line:#35332d;--link:#9cc3f5;
--bad:#ff9b8f;--warn:#e8bd6a;--good:#8fd19c;--off:#8b877d;--up:#3c5a42;--field:#151412;--button:#ece9e2;--on-button:#151412;--wash:#26241f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 var(--sans);overflow-wrap:anywhere}
.top,main,.foot{max-width:58rem;margin:0 auto;padding:0 1.25rem}
.top{display:flex;flex-wrap:wrap;align-items:baseline;gap:.35rem 1.5rem;padding-top:1.1rem;padding-bottom:1.1rem}
.brand{font-weight:650;color:var(--ink);text-decoration:none;letter-spacing:-.01em}
.brand span{color:var(--soft);font-weight:400}
.top nav{display:flex;flex-wrap:wrap;gap:.2rem 1.15rem;flex:1}
.top nav a{color:var(--soft);text-decoration:none;padding:.2rem 0;border-bottom:2px solid transparent}
.top nav a:hover{color:var(--ink)}
.top nav [aria-current]{color:var(--ink);border-color:var(--ink)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:1}
main{padding-top:1.75rem;padding-bottom:3rem}
.foot{border-top:1px solid var(--line);padding-top:1rem;padding-bottom:2.5rem;color:var(--soft);font-size:.875rem;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
h1{font-size:clamp(1.7rem,1.2rem + 2.2vw,2.5rem);line-height:1.15;letter-spacing:-.022em;font-weight:680;margin:.1rem 0 .5rem;text-wrap:balance}
h2{font-size:1.0625rem;letter-spacing:-.005em;margin:2.75rem 0 .6rem;font-weight:650}
h3{font-size:1rem;margin:1.25rem 0 .35rem;font-weight:600}
p{margin:.35rem 0;max-width:44rem}
.lead{font-size:1.125rem;color:var(--soft);max-width:40rem}
.soft,small{color:var(--soft)}small{font-size:.875rem}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.eyebrow{font-size:.875rem;color:var(--soft);margin:0 0 .35rem;display:flex;flex-wrap:wrap;gap:.15rem .9rem;align-items:baseline}
.state{font-weight:600;color:var(--ink);white-space:nowrap}
.state::before{content:"";display:inline-block;width:.6em;height:.6em;border-radius:50%;background:var(--off);margin-inline-end:.45em}
.state.open::before,.state.needs-somebody::before{background:var(--warn)}.state.open.critical::before,.state.needs-somebody.critical::before{background:var(--bad)}
.state.acknowledged::before{background:none;border:.16em solid var(--warn)}.state.muted::before,.state.waits::before{background:none;border:.16em solid var(--off)}
.state.over{font-weight:400;color:var(--soft)}.state.over::before,.state.fine::before{background:var(--good)}.state.unverified::before{background:none;border:.16em solid var(--good)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:1rem 1.25rem;margin:1rem 0}
.rows{list-style:none;padding:0;margin:.75rem 0;background:var(--card);border:1px solid var(--line);border-radius:.7rem;overflow:hidden}
.rows>li{padding:.85rem 1.25rem;border-top:1px solid var(--line);display:grid;gap:.1rem 1rem;grid-template-columns:1fr auto;align-items:baseline}
.rows>li:first-child{border-top:0}
.rows>.tick{grid-template-columns:auto 1fr auto}.rows .tick p{grid-column:2/-1}
.rows p{margin:0;grid-column:1/-1}.rows .name{font-weight:600}
.rows .name a{color:var(--ink)}.rows .name small{font-weight:400;margin-inline-start:.35rem}
.quiet{background:none;border-style:dashed;padding:1.5rem 1.25rem;color:var(--soft)}
.quiet strong{display:block;color:var(--ink)}
.note{border-inline-start:3px solid var(--warn);padding:.35rem 0 .35rem .9rem;margin:1.1rem 0}
.note.bad{border-color:var(--bad)}.note.good{border-color:var(--good)}
dl{margin:1.25rem 0;display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.5rem 1.5rem}
dt{color:var(--soft)}dd{margin:0;max-width:42rem}
ol.steps{padding-inline-start:1.3rem}ol.steps li{margin:.5rem 0}
pre{margin:.4rem 0;background:var(--wash);border-radius:.4rem;padding:.6rem .8rem;font:.84375rem/1.5 var(--mono);overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
pre.copy{user-select:all;-webkit-user-select:all}
code{font:.875em/1.4 var(--mono)}
form{margin:0}
label{display:block;font-size:.875rem;color:var(--soft);margin-bottom:.2rem}
input,select,textarea,button{font:inherit;color:inherit}
input,select,textarea{background:var(--field);border:1px solid var(--off);border-radius:.4rem;padding:.45rem .65rem;width:100%;min-width:0}
input[type=checkbox]{width:1.35rem;height:1.35rem;min-height:0;align-self:center;accent-color:var(--link)}
textarea{min-height:4.5rem;resize:vertical}
.fields{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:.5rem 0}
.fields>div{flex:1 1 11rem}.fields>.wide{flex-basis:20rem}.narrow>div{flex-basis:9.5rem}::placeholder{color:var(--soft);opacity:1}
button,.button{background:var(--button);color:var(--on-button);border:1px solid var(--button);border-radius:.4rem;padding:.5rem 1rem;cursor:pointer;font-weight:550;text-decoration:none;display:inline-block;min-height:2.75rem}
input,select{min-height:2.75rem}
button.plain,.button.plain{background:none;color:var(--ink);border-color:var(--off)}
button.text{background:none;border:0;color:var(--soft);padding:.2rem 0;min-height:0;font-weight:400;text-decoration:underline;text-underline-offset:.18em}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;margin:.75rem 0 0}
.head,.beside{display:grid;gap:0 2.5rem;grid-template-columns:minmax(0,1fr)}
.acts{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:1rem 1.25rem;margin:1rem 0;align-self:start}
.acts .buttons:first-of-type{margin-top:0}.acts label+input{margin-bottom:.6rem}
.acts .more{border:0;padding:.4rem 0 0}.lines{white-space:pre-line}
details{border-top:1px solid var(--line);padding:.6rem 0}
details:last-child{padding-bottom:0}
td details{border:0;padding:.15rem 0;font-size:.875rem}
summary{cursor:pointer;padding:.25rem 0}details>summary{font-weight:550}td details>summary{font-weight:400;color:var(--soft)}
.line{list-style:none;padding:0;margin:.5rem 0}
.line li{display:grid;grid-template-columns:13.5rem 1fr;gap:0 1.25rem;padding:.5rem 0;border-top:1px solid var(--line)}
.line li:first-child{border-top:0}
.line .when{color:var(--soft);font-size:.875rem;padding-top:.1rem}
.line p{margin:0}
[tabindex].scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th{font-weight:500;color:var(--soft);font-size:.875rem;text-align:start}
th{white-space:nowrap}td{overflow-wrap:break-word}td .foreign,td pre,td.long{overflow-wrap:anywhere}td.long{min-width:8rem}
th,td{padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top;text-align:start}
.foreign{display:block;unicode-bidi:plaintext;white-space:pre-wrap;text-align:start}
.strips{display:grid;grid-template-columns:repeat(4,1fr);gap:.4rem 1.25rem;grid-column:1/-1;margin-top:.35rem}
.strips figure{margin:0}.strips figcaption{font-size:.8125rem;color:var(--soft);display:flex;justify-content:space-between;gap:.5rem}
svg{display:block;width:100%;height:1.35rem}
.strips path{fill:none;stroke-width:10}.strips .u{stroke:var(--up)}.strips .d{stroke:var(--bad)}.strips .n{stroke:var(--line)}
svg .u{fill:var(--up)}svg .d{fill:var(--bad)}svg .n{fill:var(--line)}svg .p{fill:var(--warn)}
svg .o{fill:var(--bad);opacity:.4}svg .t{fill:none;stroke:var(--ink);stroke-width:5;stroke-linecap:round;vector-effect:non-scaling-stroke}
svg .l{fill:none;stroke:var(--soft);stroke-width:1.5;vector-effect:non-scaling-stroke}
.pages{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.9rem 0}
.totals{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem}.totals div{flex:1 1 9.5rem}.totals dd{margin:0}.totals strong,.totals small{display:block}.totals strong{font-size:1.25rem;line-height:1.4}
.chart{margin:1.25rem 0}.chart svg{height:6.5rem}.chart figcaption,.axis{display:flex;justify-content:space-between;flex-wrap:wrap;gap:.1rem 1rem;max-width:none;font-size:.875rem;color:var(--soft)}
.key span::before{content:"";display:inline-block;width:.7em;height:.7em;margin-inline:.8em .35em;background:var(--bad)}.key .k-warn::before{background:var(--warn)}.key .k-line::before{background:var(--soft);height:.15em;vertical-align:.25em}
.chart details{border:0}
@media (min-width:48rem){.head{grid-template-columns:minmax(0,1fr) 18rem}.beside{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.beside .line li,.beside dl{grid-template-columns:7.5rem minmax(0,1fr);gap:.5rem 1rem}.acts button{width:100%}}
@media (max-width:40rem){
.strips{grid-template-columns:1fr 1fr}
.top{justify-content:space-between}.top nav{order:3;flex-basis:100%}
.top,main,.foot{padding-left:1rem;padding-right:1rem}main{padding-top:.75rem}
dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.7rem}
.line li{grid-template-columns:1fr}
table,tbody,tr,td{display:block}thead{position:absolute;left:-99rem}
td{border:0;padding:.05rem 0}td[data-is]::before{content:attr(data-is);color:var(--soft)}tr{border-bottom:1px solid var(--line);padding:.6rem 0;display:block}
.acts{position:fixed;z-index:1;inset:auto 0 0;margin:0;border-width:1px 0 0;border-radius:0;padding:.6rem 1rem;max-height:75vh;overflow:auto;display:grid;grid-template-columns:1fr auto;gap:0 .6rem;align-items:end}
.acts .more{padding:0}.acts .more[open]{grid-column:1/-1;margin-top:.6rem}.panel{margin-top:.75rem}.acts .more>summary{list-style:none;min-height:2.75rem;min-width:2.75rem;text-align:center;border:1px solid var(--off);border-radius:.4rem;padding:.5rem}
.acts .wide-only{display:none}body:has(.acts){padding-bottom:13rem}html{scroll-padding-bottom:13rem}
.rows>li{padding:.85rem 1rem}.card{padding:.9rem 1rem}
button,.button{flex:1 1 auto;text-align:center}button.text{flex:none}
}
@media print{.top nav,form,.foot,.pages{display:none}body{background:#fff;color:#000}tr,li,figure{break-inside:avoid}}
`;

/** Names of colours, two letters on the page: each page carries the sheet. */
const NAMES = [...new Set(SHEET.match(/--[a-z-]+(?=:)/g))];

/** The sheet without what is only for whoever reads this file: line breaks, and the names of colours. */
export const STYLE = NAMES.reduce(
  (sheet, name, index) => sheet.replaceAll(new RegExp(`${name}(?![a-z-])`, 'g'), `--${index.toString(36)}`),
  SHEET.replaceAll('\n', ''),
);

/** Its hash, for the page's Content-Security-Policy: no other style is applied. */
export const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
