import { createHash } from 'node:crypto';

/**
 * The one script of all pages, named by its hash in their Content-Security-Policy; each works without it. While a page is
 * looked at, it fetches the page again and puts in what has changed: in `main`, child by child, also in a child that
 * only sets others side by side (`data-d`), and what is marked `data-f`. A child in which somebody types, has ticked or
 * selected something, is pressing, reads what was posted, or has the keyboard's focus, stays as it is. Open details stay
 * open. Where the page cannot be fetched, `#live` is shown; whoever was signed out sees it too, and asks no more.
 *
 * e the ETag, r the answer, b whether it is at work; Q queries, W whether somebody works in a child, K what a child is, H what a details
 * element is, R drops a child unless somebody works in it, U renews the children of m by those of k, G fetches. Elements
 * with an id are variables.
 */
const SCRIPT = `
let d=document,Q=(x,y)=>[...x.querySelectorAll(y)],b=0,e,s,r,
W=x=>Q(x,'[data-t],:active,td [open],:focus-visible')[0]||(s=getSelection())+''&&s.containsNode(x,1),
K=x=>x.outerHTML.slice(0,40),
H=x=>x.firstChild.textContent.replace(/\\d/g,''),
R=x=>W(x)||x.remove(),
U=(m,k,o=[...m.children])=>[...k.children].map(x=>{let y=o.find(y=>y.isEqualNode(x)||W(y)&&K(y)==K(x));
y?(o.splice(0,o.indexOf(y)).map(R),o.shift(),y.dataset.d&&U(y,x)):m.insertBefore(x,o[0])})+o.map(R),
G=async()=>{if(!d.hidden&&!b++){try{r=await fetch(location,{headers:{'if-none-match':e}});let n=new DOMParser().parseFromString(await r.text(),'text/html'),[k]=Q(n,'[data-ms]');
if(r.status!=304){
Q(k,'details').map(x=>Q(main,'details').map(y=>H(x)==H(y)&&(x.open=y.open)));
U(main,k);
Q(d,'[data-f]').map(x=>x.replaceWith(Q(n,'[data-f]')[0]));
e=r.headers.get('etag')}
live.hidden=1}catch{live.hidden=0}b=r?.redirected}};
main.oninput=({target:x})=>x.toggleAttribute('data-t',x.value!=x.defaultValue||x.checked);
d.onvisibilitychange=G;setInterval(G,main.dataset.ms)
`;

/** So often a page of the console is fetched again, while it is looked at. */
export const LIVE_MS = 20_000;

/** The script without the line breaks that are for whoever reads this file. */
export const LIVE_SCRIPT = SCRIPT.replaceAll('\n', '');

/** Its hash, for the Content-Security-Policy: no other script runs. */
export const LIVE_HASH = createHash('sha256').update(LIVE_SCRIPT).digest('base64');
