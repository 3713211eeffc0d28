// Live search on the page search/: hits and filters from Pagefind's index in this site's components.
// Data is only ever written as text, never as HTML.
(function () {
  "use strict";

  const ids = ["search-form", "q", "search-facets", "search-status", "results"];
  const [form, box, panel, status, list] = ids.map((id) => document.getElementById(id));
  if (!form) return;

  const root = new URL("../", document.currentScript.src);
  const FACETS = { 乡镇: "乡镇（街道）", 清单: "清单", 领域: "领域", 部门: "部门", 人群: "给谁办", 性质: "数据性质" };
  const NAMES = Object.keys(FACETS);
  const [STEP, BATCH, PAUSE] = [10, 30, 250];
  const ticks = {}; // by facet
  let engine;
  let wish; // what is asked for: {q, picked: {facet: [values]}}
  let found; // what is shown
  let turn = 0; // an answer to an older question is dropped
  let timer;

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    element.append(...children);
    return element;
  }

  function readAddress() {
    const given = new URLSearchParams(location.search);
    wish = { q: (given.get("q") || "").trim(), picked: {} };
    NAMES.forEach((name) => { if (given.has(name)) wish.picked[name] = given.getAll(name); });
    box.value = wish.q;
  }

  /** A decision (Enter, a filter) adds a step to go back to; typing replaces the address. */
  function ask(next, decided) {
    clearTimeout(timer);
    wish = next;
    const query = new URLSearchParams(wish.q ? { q: wish.q } : {});
    NAMES.forEach((name) => valuesOf(name).forEach((value) => query.append(name, value)));
    history[decided ? "pushState" : "replaceState"](null, "", "?" + query);
    return search().catch(unavailable);
  }

  function valuesOf(name) {
    return wish.picked[name] || [];
  }

  /** The wish with one value put in or taken out. */
  function toggled(name, value) {
    const old = valuesOf(name);
    const values = old.includes(value) ? old.filter((one) => one !== value) : [...old, value];
    return { q: wish.q, picked: { ...wish.picked, [name]: values } };
  }

  async function search() {
    const mine = ++turn;
    const answer = await answerTo(wish);
    if (mine !== turn) return;
    found = answer;
    show();
  }

  async function answerTo({ q, picked }) {
    const names = NAMES.filter((name) => (picked[name] || []).length);
    const { results, filters } = q || names.length ? await query(q, picked) : { results: [], filters: await engine.filters() };
    const counts = { ...filters };
    await Promise.all(names.map(async (name) => { counts[name] = (await query(q, picked, name)).filters[name]; }));
    const words = q.toLowerCase().split(/[\s，。、？！]+/).filter(Boolean);
    return read({ q, words, counts, results, read: 0, hits: [], shown: STEP });
  }

  /** One of the picked values in each facet; `free` leaves one facet out. */
  function query(term, picked, free) {
    const filters = {};
    Object.keys(picked).forEach((name) => { if (name !== free && picked[name].length) filters[name] = { any: picked[name] }; });
    return engine.search(term || null, { filters });
  }

  /** Read results in batches until those to be shown are there; what holds the words literally goes first. */
  async function read(answer) {
    while (answer.hits.length < answer.shown && answer.read < answer.results.length) {
      const part = answer.results.slice(answer.read, answer.read += BATCH);
      const hits = await Promise.all(part.map((result) => result.data()));
      hits.forEach((hit, order) => { hit.rank = rankOf(hit, answer) + order / BATCH; });
      answer.hits.push(...hits.sort((a, b) => a.rank - b.rank));
    }
    return answer;
  }

  /** 0 the name itself, 1 in the title, 2 in 俗称, 3 in the text, 4 not word for word. */
  function rankOf({ meta, content }, { q, words }) {
    const names = [meta.title, meta.alias || ""];
    if (names.join("、").split("、").includes(q)) return 0;
    const holder = [...names, content].findIndex((text) => words.every((word) => text.toLowerCase().includes(word)));
    return holder < 0 ? 4 : holder + 1;
  }

  function show() {
    showChosen();
    showCounts();
    showStatus(found.results.length);
    list.textContent = "";
    showHits(0);
  }

  function showStatus(n) {
    const loose = n && found.hits[0].rank >= 4;
    const count = make("strong", {}, n ? "找到 " + n + " 项" : "没有找到这样的事项。");
    status.textContent = "";
    if (!wish.q && chosen.hidden) status.append("写出要查的事，或者在筛选里选。");
    else if (!n) status.append(count, "换个说法、少写几个字，或者去掉条件；也可以按下面的目录找。");
    else if (loose) status.append("没有字面相同的；", count, "，只含其中的字。也可以换个说法，或者按下面的目录找。");
    else status.append(count, wish.q && "，与“" + wish.q + "”有关，先列字面相同的");
  }

  function showHits(from) {
    list.append(...found.hits.slice(from, found.shown).map(card));
    more.hidden = found.results.length <= found.shown;
  }

  async function showMore() {
    const [mine, from] = [turn, found.shown];
    found.shown += STEP;
    await read(found);
    if (mine !== turn) return;
    showHits(from);
    list.children[from].querySelector("a").focus();
  }

  function card(hit) {
    const { title, alias, lead } = hit.meta;
    const words = hit.rank < 4 ? found.words : [];
    const link = make("a", { href: new URL("." + hit.raw_url, root) }, ...marked(title, words));
    const made = make("li", { class: "qd-card" }, kicker(hit), make("h2", { class: "qd-hit" }, link));
    if (alias) made.append(make("p", {}, "也叫：", ...marked(alias, words)));
    if (lead) made.append(make("p", {}, make("strong", {}, "谁负责："), lead));
    const text = words.length ? marked(excerpt(hit, words), words) : parsed(hit.excerpt);
    made.append(make("p", { class: "qd-small" }, ...text));
    return made;
  }

  function kicker({ meta, filters }) {
    const places = filters.乡镇 || [];
    const here = places.length > 1 && places.find((name) => valuesOf("乡镇").includes(name));
    const words = [meta.kind, here || meta.place, here && "另有 " + meta.place.replace(/^\d+/, places.length - 1) + "相同"];
    words.push(...[meta.status, meta.nature].filter((word) => word !== "现行" && word !== "正式"));
    const line = make("p", { class: "qd-kicker" }, ...words.filter(Boolean).map((word) => make("span", {}, word)));
    if (meta.mark) line.prepend(make("span", { class: "qd-seal qd-seal--" + meta.look, "data-mark": meta.mark }, meta.role));
    return line;
  }

  function excerpt({ meta, content }, words) {
    const text = content.replace(/([^ -~])\. /g, "$1　");
    const head = [meta.title, meta.alias].reduce((end, name) => (name && text.startsWith(name, end) ? end + name.length + 1 : end), 0);
    const [start] = firstOf(text.toLowerCase(), words, head);
    const from = start < text.length ? Math.max(head, start - 20) : head;
    return (from > head ? "…" : "") + text.slice(from, from + 70) + (text.length > from + 70 ? "…" : "");
  }

  /** Pagefind's excerpt: <mark> and text, whatever else stands in it. */
  function parsed(html) {
    const plain = (text) => text.replace(/<\/?mark>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return html.split(/(<mark>.*?<\/mark>)/).map((part) => (part.startsWith("<mark>") ? make("mark", {}, plain(part)) : plain(part)));
  }

  function marked(text, words) {
    const cut = [];
    for (let at = 0; at < text.length;) {
      const [start, length] = firstOf(text.toLowerCase(), words, at);
      cut.push(text.slice(at, start), length ? make("mark", {}, text.slice(start, start + length)) : "");
      at = start + length;
    }
    return cut;
  }

  /** Where the first of the words begins, and its length. */
  function firstOf(low, words, from) {
    return words.reduce((best, word) => {
      const start = low.indexOf(word, from);
      return start >= 0 && (start < best[0] || (start === best[0] && word.length > best[1])) ? [start, word.length] : best;
    }, [low.length, 0]);
  }

  function showChosen() {
    chosen.textContent = "";
    NAMES.forEach((name) => valuesOf(name).forEach((value) => addTag(value, () => toggled(name, value))));
    chosen.hidden = !chosen.firstChild;
    if (chosen.children.length > 1) addTag("全部条件", () => ({ q: wish.q, picked: {} }));
  }

  /** A button that changes the filters; the focus goes to the next one. */
  function addTag(name, next) {
    const signs = [make("span", { "aria-hidden": "true" }, "×"), make("span", { class: "qd-vh" }, "（去掉）")];
    const made = make("button", { type: "button", class: "qd-btn qd-tag" }, name, ...signs);
    made.addEventListener("click", () => ask(next(), true).then(() => (chosen.querySelector("button") || box).focus()));
    chosen.append(make("li", {}, made));
  }

  /** Boxes for all values; later only counts and ticks change, so that the focus stays. */
  function buildFacets(totals) {
    const fold = make("details", { class: "qd-fold" }, make("summary", {}, "筛选"));
    fold.open = window.matchMedia("(min-width: 60em)").matches;
    NAMES.filter((name) => totals[name]).forEach((name) => {
      ticks[name] = Object.keys(totals[name]).map((value) => option(name, value));
      const rows = make("fieldset", { "aria-label": FACETS[name] }, ...ticks[name].map((one) => one.row));
      const group = make("details", { class: "qd-fold" }, make("summary", {}, FACETS[name]), rows);
      group.open = ticks[name].length <= 15 || name in wish.picked;
      fold.append(group);
    });
    panel.append(fold);
    panel.hidden = false;
  }

  function option(name, value) {
    const tick = make("input", { type: "checkbox", name, value });
    const count = make("span", { class: "n" });
    tick.addEventListener("change", () => ask(toggled(name, value), true));
    return { value, tick, count, row: make("label", { class: "qd-opt" }, tick, make("span", {}, value), count) };
  }

  function showCounts() {
    Object.keys(ticks).forEach((name) => {
      ticks[name].forEach(({ value, tick, count, row }) => {
        const n = (found.counts[name] || {})[value] || 0;
        tick.checked = valuesOf(name).includes(value);
        count.textContent = n;
        row.hidden = !n && !tick.checked;
      });
      ticks[name][0].row.closest("details").hidden = ticks[name].every((one) => one.row.hidden);
    });
  }

  const chosen = make("ul", { class: "qd-row qd-noprint", "aria-label": "已选条件", hidden: "" });
  const more = make("button", { type: "button", class: "qd-btn qd-noprint", hidden: "" }, "再看 " + STEP + " 条");

  function unavailable() {
    panel.hidden = chosen.hidden = more.hidden = true;
    panel.parentElement.className = "";
    list.textContent = status.textContent = "";
    status.append(make("strong", {}, "这里用不了即时搜索。"), "浏览器太旧、网络不通，或者网页是直接打开的文件。请按下面的目录找。");
  }

  function listen() {
    const typed = () => ({ q: box.value.trim(), picked: wish.picked });
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask(typed(), false), PAUSE);
    };
    box.addEventListener("input", (event) => { if (!event.isComposing) wait(); });
    box.addEventListener("compositionend", wait);
    more.addEventListener("click", showMore);
    window.addEventListener("popstate", () => {
      readAddress();
      search().catch(unavailable);
    });
    [form, panel].forEach((one) => one.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(typed(), true);
    }));
  }

  async function start() {
    status.before(chosen);
    list.after(more);
    readAddress();
    status.textContent = "正在准备搜索……";
    engine = await import(new URL("pagefind/pagefind.js", root).href);
    buildFacets(await engine.filters());
    listen();
    return search();
  }

  start().catch(unavailable);
})();
