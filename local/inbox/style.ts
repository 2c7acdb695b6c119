/** The inbox's style sheet: mails as wide as a phone, and set as its mail program sets plain text. Its hash stands in the page's Content-Security-Policy. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f5f2;--card:#fff;--ink:#1d1c1a;--soft:#6a675f;--line:#e3e0d8;--accent:#9a3412;
--bubble:#e7f0e4;--bubble-ink:#16301a;--alarm:#b42318;--good:#2f6b3a;--warn:#8a5a00;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{--paper:#161513;--card:#201f1c;--ink:#ece9e2;--soft:#a19c90;--line:#35332e;
--accent:#f0a27a;--bubble:#24382a;--bubble-ink:#dff0e0;--alarm:#ff9b8f;--good:#8fd19c;--warn:#e8bd6a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 var(--sans);-webkit-text-size-adjust:100%}
header,main,footer{max-width:52rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline}
h1{font-size:1.5rem;line-height:1.2;margin:0;letter-spacing:-.01em}
header p{margin:0;color:var(--soft);flex:1 1 14rem}
a{color:var(--accent)}
.people{list-style:none;margin:1.25rem 0 1.75rem;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}
.people li{border:1px solid var(--line);border-radius:99px;padding:.15rem .75rem;font-size:.875rem;background:var(--card);overflow-wrap:anywhere}
.people .off{border-color:var(--alarm);color:var(--alarm)}
article{margin:0 0 1.25rem}
.meta{display:flex;flex-wrap:wrap;gap:.1rem .75rem;font-size:.8125rem;color:var(--soft);margin:0 0 .35rem}
.meta b{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
.kind{font-weight:600}.opened,.escalated{color:var(--alarm)}.resolved{color:var(--good)}.reminder,.changed,.digest{color:var(--warn)}
.email{background:var(--card);border:1px solid var(--line);border-radius:.6rem;overflow:hidden;max-width:390px}
.email h2{font-size:1.0625rem;line-height:1.35;margin:0;padding:.75rem 1rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.email pre{margin:0;padding:.9rem 1rem 1.1rem;font:1rem/1.5 var(--sans);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;text-align:start}
.sms{width:fit-content;max-width:min(26rem,92%);background:var(--bubble);color:var(--bubble-ink);border-radius:1.1rem 1.1rem 1.1rem .3rem;
padding:.6rem .9rem;margin:0;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.attributes{display:flex;flex-wrap:wrap;gap:.1rem .9rem;margin:.35rem 0 0;font-size:.75rem;color:var(--soft)}
.attributes b{font-weight:500;color:var(--ink);overflow-wrap:anywhere}
.empty{border:1px dashed var(--line);border-radius:.6rem;padding:2.5rem 1.25rem;text-align:center;color:var(--soft)}
.empty strong{display:block;color:var(--ink);font-size:1.125rem;margin-bottom:.35rem}
.empty pre{display:inline-block;text-align:left;margin-top:1rem;background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem;color:var(--ink)}
footer{padding-top:.5rem;padding-bottom:3rem;color:var(--soft);font-size:.875rem}
`;
