// Safe HTML as plain text that is easy to type, and back again; nothing of the structure is lost either way.
//
// It is close to Markdown (https://spec.commonmark.org/): an empty line between paragraphs, "## " before a heading and
// "### " before a smaller one, "- " and "1. " before items, indented below each other, "> " before what is quoted,
// *italic*, **bold**, [words](address); a line end is a line end, "\" takes the meaning from the sign behind it, and
// alone on a line it stands for an empty one. Only what richtext.py keeps is known; all else is words.

const INLINE = new Set(["STRONG", "B", "EM", "I", "A", "BR", "SPAN"]);
const HEADING = /^(#{1,3}) +(.*)$/;
const ITEM = /^([-*•+]|\d{1,9}[.)])( +|$)/;
const QUOTED = /^>/;

// HTML → plain text

export function toPlain(html) {
  return blocksToPlain(new DOMParser().parseFromString(html, "text/html").body);
}

function blocksToPlain(parent) {
  const blocks = [];
  let loose = [];
  const settle = () => {
    if (loose.some((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim())) blocks.push({ kind: "P", text: paragraph(loose) });
    loose = [];
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE || INLINE.has(node.tagName)) loose.push(node);
    else if (node.nodeType === Node.ELEMENT_NODE) {
      settle();
      blocks.push(...blockToPlain(node));
    }
  }
  settle();
  let text = "";
  let before = null;
  for (const block of blocks) {
    // Two lists of a kind one after the other differ by their sign.
    block.other = Boolean(before && before.kind === block.kind && block.items) && !before.other;
    const written = block.items ? list(block) : block.text;
    const isTight = before?.kind === "P" && block.items && parent.tagName === "LI" && block.kind === "UL";
    text += before ? (isTight ? "\n" : "\n\n") + written : written;
    before = block;
  }
  return text;
}

function blockToPlain(node) {
  if (node.tagName === "UL" || node.tagName === "OL") {
    const items = [...node.children].filter((child) => child.tagName === "LI").map((item) => blocksToPlain(item) || "\\");
    return items.length ? [{ kind: node.tagName, items }] : [];
  }
  if (node.tagName === "BLOCKQUOTE") {
    const inner = blocksToPlain(node) || "\\";
    return [{ kind: "BLOCKQUOTE", text: inner.split("\n").map((line) => (line ? `> ${line}` : ">")).join("\n") }];
  }
  if (/^H[1-6]$/.test(node.tagName)) {
    const signs = node.tagName === "H3" ? "###" : "##";
    return [{ kind: "H", text: `${signs} ${inline(node.childNodes).replace(/\n/g, "\\\n") || "\\"}` }];
  }
  if (node.tagName === "P") return [{ kind: "P", text: paragraph(node.childNodes) }];
  const inner = blocksToPlain(node);
  return inner ? [{ kind: "P", text: inner }] : [];
}

function list({ kind, items, other }) {
  return items.map((item, number) => {
    const sign = kind === "UL" ? (other ? "*" : "-") : `${number + 1}${other ? ")" : "."}`;
    const space = " ".repeat(sign.length + 1);
    return `${sign} ${item.replace(/\n(?=[^\n])/g, `\n${space}`)}`;
  }).join("\n");
}

// A paragraph: none of its lines may look like the beginning of something else, or like the end of it.
function paragraph(nodes) {
  return inline(nodes).split("\n").map((line) => {
    const bare = line.trim();
    if (!bare) return "\\";
    if (HEADING.test(bare) || /^#{1,3}$/.test(bare) || QUOTED.test(bare) || /^[-•+]( |$)/.test(bare)) return `\\${bare}`;
    return bare.replace(/^(\d{1,9})([.)])( |$)/, "$1\\$2$3");
  }).join("\n");
}

function inline(nodes) {
  const runs = [];
  const walk = (node, marks) => {
    if (node.nodeType === Node.TEXT_NODE) return runs.push({ ...marks, text: node.data.replace(/[\n\t\r]+/g, " ") });
    if (node.tagName === "BR") return runs.push({ ...marks, text: "\n" });
    const own = { ...marks };
    if (node.tagName === "STRONG" || node.tagName === "B") own.strong = true;
    if (node.tagName === "EM" || node.tagName === "I") own.em = true;
    if (node.tagName === "A" && node.getAttribute("href")) own.href = node.getAttribute("href");
    return node.childNodes.forEach((child) => walk(child, own));
  };
  nodes.forEach((node) => walk(node, { strong: false, em: false, href: "" }));
  return written(settled(runs));
}

// Spaces and line ends at the edges of bold and italic are neither: nobody sees them.
function settled(runs) {
  const parts = runs.flatMap((run) => {
    const [, start, text, end] = /^(\s*)([\s\S]*?)(\s*)$/.exec(run.text);
    const bare = { ...run, strong: false, em: false };
    return [{ ...bare, text: start }, { ...run, text }, { ...bare, text: end }].filter((part) => part.text);
  });
  // What stands between two runs of the same marks has them too, or the marks would be written twice for nothing.
  parts.forEach((part, at) => {
    const [before, after] = [parts[at - 1], parts[at + 1]];
    if (part.text.trim() || !before || !after) return;
    const next = nextWords(parts, at);
    part.strong = Boolean(before.strong && next?.strong);
    part.em = Boolean(before.em && next?.em && before.strong === next.strong);
  });
  return parts;
}

const nextWords = (parts, at) => parts.slice(at + 1).find((part) => part.text.trim());

function written(runs) {
  let text = "";
  let open = { strong: false, em: false };
  const turn = (to) => {
    let signs = "";
    if (open.em && !(to.em && open.strong === to.strong)) signs += "*";
    if (open.strong && !to.strong) signs += "**";
    if (to.strong && !open.strong) signs += "**";
    if (to.em && !(open.em && open.strong === to.strong)) signs += "*";
    text += signs;
    open = { strong: to.strong, em: to.em };
  };
  const none = { strong: false, em: false };
  let href = "";
  for (const run of runs) {
    if (run.href !== href) {
      turn(none);
      if (href) text += `](${address(href)})`;
      if (run.href) text += "[";
      href = run.href;
    }
    turn(run);
    text += run.text.replace(/[\\*[\]]/g, "\\$&");
  }
  turn(none);
  return href ? `${text}](${address(href)})` : text;
}

const address = (href) => href.replace(/[\\()]/g, "\\$&").replace(/\s/g, "%20");

// Plain text → HTML

export function toHtml(text) {
  return blocks(text.replace(/\r\n?/g, "\n").split("\n"));
}

function blocks(lines) {
  const out = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at].trimStart();
    if (!line.trim()) at += 1;
    else if (HEADING.test(line)) at = heading(lines, at, out);
    else if (QUOTED.test(line)) at = quotation(lines, at, out);
    else if (ITEM.test(line)) at = items(lines, at, out);
    else at = prose(lines, at, out);
  }
  return out.join("");
}

function heading(lines, at, out) {
  const [, signs, first] = HEADING.exec(lines[at].trimStart());
  const parts = [first];
  while (endsOpen(parts.at(-1)) && at + 1 < lines.length && !(parts.length === 1 && first === "\\")) {
    parts.push(parts.pop().slice(0, -1), lines[(at += 1)]);
  }
  const tag = signs === "###" ? "h3" : "h2";
  out.push(`<${tag}>${runsToHtml(parts)}</${tag}>`);
  return at + 1;
}

// Whether a line ends with a "\" that is not itself taken out by one.
const endsOpen = (line) => /(^|[^\\])(\\\\)*\\$/.test(line);

function quotation(lines, at, out) {
  const inner = [];
  for (; at < lines.length && QUOTED.test(lines[at].trimStart()); at += 1) inner.push(lines[at].trimStart().replace(/^> ?/, ""));
  out.push(`<blockquote>${blocks(inner) || "<p></p>"}</blockquote>`);
  return at;
}

function items(lines, at, out) {
  const kindOf = (line) => {
    const sign = ITEM.exec(line)?.[1];
    return sign && /\d/.test(sign) ? `1${sign.at(-1)}` : sign;
  };
  const margin = lines[at].length - lines[at].trimStart().length;
  const kind = kindOf(lines[at].trimStart());
  const found = [];
  while (at < lines.length && kindOf(lines[at].slice(margin)) === kind && !lines[at].slice(0, margin).trim()) {
    const [whole, sign] = ITEM.exec(lines[at].slice(margin));
    const width = margin + sign.length + 1;
    const inner = [lines[at].slice(margin + whole.length)];
    for (at += 1; at < lines.length; at += 1) {
      // Two spaces are enough to belong to an item.
      const indent = lines[at].length - lines[at].trimStart().length;
      if (lines[at].trim() && indent < margin + 2) break;
      inner.push(lines[at].slice(Math.min(width, indent)));
    }
    // Empty lines behind an item are nobody's.
    let empty = 0;
    while (inner.length > 1 && !inner.at(-1).trim()) { inner.pop(); empty += 1; }
    found.push(`<li>${blocks(inner) || "<p></p>"}</li>`);
    if (empty && at < lines.length && kindOf(lines[at].slice(margin)) !== kind) break;
  }
  const tag = kind.startsWith("1") ? "ol" : "ul";
  out.push(`<${tag}>${found.join("")}</${tag}>`);
  return at;
}

function prose(lines, at, out) {
  const parts = [];
  for (; at < lines.length && lines[at].trim(); at += 1) {
    const line = lines[at].trim();
    if (parts.length && (HEADING.test(line) || QUOTED.test(line) || /^([-*•+]|1[.)]) +\S/.test(line))) break;
    parts.push(line);
  }
  out.push(`<p>${runsToHtml(parts)}</p>`);
  return at;
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function runsToHtml(lines) {
  const text = lines.map((line) => (line === "\\" ? "" : line)).join("\n");
  return nested(toRuns(text, new Set()), ["href", "strong", "em"]);
}

// What has a mark in common stands in one element: links around bold around italic.
function nested(runs, marks) {
  if (!marks.length) return runs.map((run) => escaped(run.text).replace(/&quot;/g, '"').replace(/\n/g, "<br>")).join("");
  const [mark, ...inner] = marks;
  const groups = [];
  for (const run of runs) {
    if (groups.length && groups.at(-1)[0][mark] === run[mark]) groups.at(-1).push(run);
    else groups.push([run]);
  }
  return groups.map((group) => {
    const html = nested(group, inner);
    if (!group[0][mark]) return html;
    return mark === "href" ? `<a href="${escaped(group[0].href)}">${html}</a>` : `<${mark}>${html}</${mark}>`;
  }).join("");
}

// Read signs from left to right. A sign that nothing closes is taken as what it is, and all is read again without it.
function toRuns(text, literal) {
  const runs = [];
  let [stack, words, href, closes, at] = [[], "", "", -1, 0];
  const has = (mark) => stack.some((one) => one.mark === mark);
  const settle = () => {
    if (words) runs.push({ text: words, strong: has("strong"), em: has("em"), href });
    words = "";
  };
  while (at < text.length) {
    const sign = text[at];
    if (at === closes) {
      settle();
      href = "";
      at = linkEnd(text, at).end;
      closes = -1;
    } else if (sign === "\\" && /[^\w\s]/.test(text[at + 1] ?? "")) {
      words += text[at + 1];
      at += 2;
    } else if (sign === "\\" && text[at + 1] === "\n") {
      at += 1;  // as Markdown writes a line end
    } else if (sign === "[" && !href && linkOf(text, at)) {
      settle();
      const link = linkOf(text, at);
      href = link.href;
      closes = link.closes;
      at += 1;
    } else if (sign === "*" && !literal.has(at)) {
      let run = /^\*+/.exec(text.slice(at))[0].length;
      // What opens stands before a word, and what closes behind one: "5 * 3" and "5*3, *catatan" are no marks.
      const [before, after] = [/\S/.test(text[at - 1] ?? ""), /\S/.test(text[at + run] ?? "")];
      settle();
      while (run > 0 && !literal.has(at)) {
        const top = stack.at(-1)?.mark;
        let [mark, size] = ["em", 1];
        if (top === "strong" && run >= 2) [mark, size] = ["strong", 2];
        else if (top === "em" && run === 2 && !has("strong")) [mark, size] = ["strong", 2];
        else if (!top && run >= 2) [mark, size] = ["strong", 2];
        if (has(mark) ? !before : !after) break;
        if (has(mark)) stack = stack.filter((one) => one.mark !== mark);
        else stack.push({ mark, at });
        run -= size;
        at += size;
      }
      while (run > 0 && !literal.has(at)) {
        words += "*";
        at += 1;
        run -= 1;
      }
    } else {
      words += sign;
      at += 1;
    }
  }
  settle();
  if (!stack.length) return runs;
  const open = stack.at(-1);
  for (let star = 0; star < (open.mark === "strong" ? 2 : 1); star += 1) literal.add(open.at + star);
  return toRuns(text, literal);
}

// The link that begins at "[": where its words end, and where it leads; null if it is none.
function linkOf(text, at) {
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === "[") return null;
    else if (text[i] === "]") {
      const end = linkEnd(text, i);
      return end && { closes: i, href: end.href };
    }
  }
  return null;
}

function linkEnd(text, closes) {
  if (text[closes + 1] !== "(") return null;
  let href = "";
  for (let i = closes + 2; i < text.length && text[i] !== "\n"; i += 1) {
    if (text[i] === "\\" && i + 1 < text.length) href += text[(i += 1)];
    else if (text[i] === ")") return href ? { href, end: i + 1 } : null;
    else href += text[i];
  }
  return null;
}
