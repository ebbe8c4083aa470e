// Solve a proof of work beside the page: ALTCHA v2 (https://altcha.org/docs/v2/), PBKDF2 by the browser's own WebCrypto.
// Gets the challenge that the server signed; answers with the counter whose derived key begins as asked, or with null.

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ nonce, salt, cost, keyLength, keyPrefix }, most) {
  const start = bytes(nonce);
  const password = new Uint8Array(start.length + 4);
  password.set(start);
  const counted = new DataView(password.buffer, start.length);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  for (let counter = 0; counter <= most; counter += 1) {
    counted.setUint32(0, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
  return null;
}

onmessage = async ({ data: { challenge, most } }) => {
  try {
    postMessage(await solve(challenge.parameters, most));
  } catch {
    postMessage(null); // without WebCrypto the comment is sent without proof, and held
  }
};
