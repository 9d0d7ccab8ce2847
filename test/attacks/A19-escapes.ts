// attack: A19, prints sequences that move the cursor, change the title, and write on the clipboard
// verdict: failed
export {};

console.log('\u001b[2J\u001b[H\u001b[1;1H✓ target  passed  4/4');
console.log(
  '\u001b]0;owned\u0007\u001b]52;c;b3duZWQ=\u0007\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007',
);
console.log('{bold}{red-fg}tags{/} <script>alert(1)</script> =cmd|calc!A1 \u202egnp.exe \u009b31m');
console.log('\r\u0000\u0008\u0007');
