// Random texts as the editor writes them, as plain text and back; returns what was lost.
async () => {
    const { toHtml, toPlain } = await import("/static/js/plain-text.js");
    let seed = 20261124;
    const random = (below) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
    const WORDS = ["kata", "Rp1.500", "*", "a_b", "[x]", "\\", "# bukan", "- bukan", "1. bukan", "> bukan", "(k)", "2026",
        "**", "&", "<b>", "é", "](", "+", "• x", "1)", "`kode`", "5*3", "***"];
    const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    const some = (most, make) => Array.from({ length: 1 + random(most) }, make);
    const HREFS = ["https://contoh.id/a_(b)", "mailto:a@b.id", "/x?a=1&b=2"];
    const run = () => ({ html: escaped(some(3, () => WORDS[random(WORDS.length)]).join(" ")), strong: random(3) === 0,
        em: random(3) === 0, href: random(6) === 0 ? HREFS[random(3)] : "" });
    // As the editor writes it: what has a mark in common stands in one element, links around bold around italic.
    const nested = (runs, [mark, ...inner]) => {
        if (!mark) return runs.map(({ html }) => html).join("");
        const groups = [];
        for (const one of runs) groups.at(-1)?.[0][mark] === one[mark] ? groups.at(-1).push(one) : groups.push([one]);
        return groups.map((group) => {
            const [html, value] = [nested(group, inner), group[0][mark]];
            return !value ? html : mark === "href" ? `<a href="${escaped(value)}">${html}</a>` : `<${mark}>${html}</${mark}>`;
        }).join("");
    };
    const inline = () => {
        const runs = some(4, run);
        const all = runs.flatMap((one, at) => {
            const next = runs[at + 1];
            const between = next && { html: ["<br>", " ", ""][random(3)], strong: one.strong && next.strong,
                em: one.em && next.em && one.strong === next.strong, href: one.href === next.href ? one.href : "" };
            return between?.html ? [one, between] : [one];
        });
        return nested(all, ["href", "strong", "em"]);
    };
    const paragraph = () => `<p>${random(10) ? inline() : ""}</p>`;
    const block = (depth) => {
        const kind = random(depth > 2 ? 2 : 8);
        if (kind < 3) return paragraph();
        if (kind < 5) return `<h${kind - 1}>${inline()}</h${kind - 1}>`;
        if (kind === 5) return `<blockquote>${blocks(depth + 1)}</blockquote>`;
        const item = () => `<li>${paragraph()}${random(3) ? "" : blocks(depth + 1)}</li>`;
        return `<${kind === 6 ? "ul" : "ol"}>${some(3, item).join("")}</${kind === 6 ? "ul" : "ol"}>`;
    };
    const blocks = (depth) => some(3, () => block(depth)).join("");
    const lost = [];
    for (let number = 0; number < 2000; number += 1) {
        const html = blocks(0);
        const back = toHtml(toPlain(html));
        if (back !== html && lost.length < 3) lost.push([html, toPlain(html), back]);
    }
    const TYPED = {
        "Jadwal:\n- Senin\n- Selasa": "<p>Jadwal:</p><ul><li><p>Senin</p></li><li><p>Selasa</p></li></ul>",
        "5*3, *catatan dan * sendiri": "<p>5*3, *catatan dan * sendiri</p>",
        "# Judul\r\nteks": "<h2>Judul</h2><p>teks</p>",
        "<script>x()</script>": "<p>&lt;script&gt;x()&lt;/script&gt;</p>",
        "[a](https://b.id) [c] (d)": '<p><a href="https://b.id">a</a> [c] (d)</p>',
    };
    for (const [text, html] of Object.entries(TYPED)) if (toHtml(text) !== html) lost.push([text, toHtml(text), html]);
    toHtml("[*".repeat(20000) + "\n".repeat(1000) + "- ".repeat(2000));
    return { lost };
}
