/** Texts that become elements, attributes, requests or scripts where a page forgets to escape. */
export const HOSTILE: readonly string[] = [
  '<script>document.title="pwned"</script>',
  '"><img src=x onerror="window.pwned=1">',
  "'><svg/onload=window.pwned=1>",
  '</title><script>window.pwned=1</script>',
  '</style><script>window.pwned=1</script>',
  '</pre></p><iframe src="javascript:window.parent.pwned=1"></iframe>',
  '<a href="javascript:window.pwned=1">click</a>',
  '" autofocus onfocus="window.pwned=1',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<form action="https://evil.example/"><button>Sign in</button></form>',
  '<style>*{background:url(https://evil.example/x)}</style>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.pwned=1&gt;">',
  '{{7*7}}{{constructor.constructor("window.pwned=1")()}}',
  '&lt;script&gt;window.pwned=1&lt;/script&gt;',
  '<img src="https://evil.example/pixel.png">',
  'javascript:window.pwned=1',
  '\u202e<script>\u2028window.pwned=1\u0000</script>',
  '<noscript><p title="</noscript><img src=x onerror=window.pwned=1>">',
];

/** What a spreadsheet would run. */
export const FORMULAS: readonly string[] = [
  '=cmd|"/c calc"!A1',
  '+1+cmd|"/c calc"!A1',
  '-2+3+cmd|"/c calc"!A1',
  '@SUM(1+1)*cmd|"/c calc"!A1',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
];
