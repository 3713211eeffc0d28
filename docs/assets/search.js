// Live search on the page search/: hits and filters from Pagefind's index, drawn with this site's own components.
// The page offers its ways to the lists without it. Data is only ever written as text.
(function () {
  "use strict";

  const [form, box, panel, status, list] = ["search-form", "q", "search-facets", "search-status", "results"].map((id) => document.getElementById(id));
  if (!form) return;

  const root = new URL("../", document.currentScript ? document.currentScript.src : form.action);
  /** The filters of the index in the order of the page, with the words above them. */
  const FACETS = { 乡镇: "乡镇（街道）", 清单: "清单", 领域: "领域", 部门: "部门", 人群: "给谁办", 性质: "数据性质" };
  const NAMES = Object.keys(FACETS);
  const WAYS = { divisions: "按乡镇（街道）", kinds: "按清单", domains: "按领域", organisations: "按部门" };
  const [STEP, BATCH, PAUSE, LONGEST] = [10, 30, 250, 100];

  const ticks = {}; // facet -> value -> {box, count, row}
  const title = document.title;
  let engine;
  let wish; // what is asked for: {q, chosen: {facet: [values]}}
  let found; // what is shown: {term, words, results, read, hits, shown}
  let turn = 0; // an answer that comes after a newer question is dropped
  let timer;

  /** An element with text or children; nothing is ever parsed as HTML. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    element.append(...children);
    return element;
  }

  // ---- the question, and the address that carries it ----

  function readAddress() {
    const given = new URLSearchParams(location.search);
    wish = { q: clean(given.get("q") || ""), chosen: {} };
    NAMES.forEach((name) => { if (given.has(name)) wish.chosen[name] = given.getAll(name); });
    box.value = wish.q;
  }

  function clean(text) {
    return text.trim().slice(0, LONGEST);
  }

  function addressOf({ q, chosen }) {
    const query = new URLSearchParams(q ? { q } : {});
    NAMES.forEach((name) => (chosen[name] || []).forEach((value) => query.append(name, value)));
    return location.pathname + "?" + query;
  }

  /** The wish with one value of a facet put in or taken out. */
  function toggled(name, value) {
    const old = wish.chosen[name] || [];
    const values = old.includes(value) ? old.filter((one) => one !== value) : [...old, value];
    const chosen = { ...wish.chosen, [name]: values };
    if (!values.length) delete chosen[name];
    return { q: wish.q, chosen };
  }

  /** A decision (Enter, a filter) adds a step to go back to; typing replaces the address. */
  function ask(next, decided) {
    clearTimeout(timer);
    wish = next;
    history[decided ? "pushState" : "replaceState"](null, "", addressOf(wish));
    return search();
  }

  // ---- the answer ----

  async function search() {
    const mine = ++turn;
    try {
      const answer = await answerTo(wish);
      await read(answer);
      if (mine !== turn) return;
      found = answer;
      show();
    } catch (error) {
      unavailable();
    }
  }

  /** Pagefind's answer: one of the chosen values in each facet; `free` leaves one facet out. */
  function query(term, chosen, free) {
    const filters = {};
    Object.keys(chosen).filter((name) => name !== free).forEach((name) => { filters[name] = { any: chosen[name] }; });
    return engine.search(term || null, { filters });
  }

  async function answerTo({ q, chosen }) {
    const picked = Object.keys(chosen);
    const empty = !q && !picked.length;
    let term = q;
    let answer = empty ? { results: [], filters: await engine.filters() } : await query(q, chosen);
    for (const word of answer.results.length ? [] : pieces(q)) { // a sentence: what fits its longest word
      if (answer.results.length) break;
      term = word;
      answer = await query(word, chosen);
    }
    const counts = { ...answer.filters };
    await Promise.all(picked.map(async (name) => { counts[name] = (await query(term, chosen, name)).filters[name]; }));
    return { empty, term, counts, words: wordsOf(term), results: answer.results, read: 0, hits: [], shown: STEP };
  }

  /** Read results, some at a time, until those to be shown are there; what holds the words literally goes first. */
  async function read(answer) {
    while (answer.hits.length < answer.shown && answer.read < answer.results.length) {
      const part = answer.results.slice(answer.read, answer.read += BATCH);
      const hits = await Promise.all(part.map((result) => result.data()));
      hits.forEach((hit, place) => { hit.rank = rankOf(hit, answer) + place / BATCH; });
      answer.hits.push(...hits.sort((a, b) => a.rank - b.rank));
    }
  }

  function wordsOf(text) {
    return text.toLowerCase().split(/[\s，。、；：？！,;?!"“”]+/).filter(Boolean);
  }

  /** The words of a Chinese sentence, the longest first. */
  function pieces(text) {
    if (!window.Intl || !Intl.Segmenter) return [];
    const words = Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(text), (part) => part.segment);
    return words.filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
  }

  /** 0 the name itself, 1 in the title, 2 in 俗称, 3 in the text, 4 not word for word. */
  function rankOf({ meta, content }, { term, words }) {
    const alias = meta.alias || "";
    if ([meta.title, ...alias.split("、")].includes(term)) return 0;
    const holds = (text) => words.every((word) => text.toLowerCase().includes(word));
    return 1 + [meta.title, alias, content, ""].findIndex((text, place) => place === 3 || holds(text));
  }

  function show() {
    document.title = wish.q ? title.replace("查事项", () => "查事项：" + wish.q) : title;
    showTags();
    showCounts();
    status.replaceChildren(...statusWords());
    list.replaceChildren();
    showHits(0);
  }

  function statusWords() {
    const n = found.results.length;
    const count = make("strong", {}, n ? "找到 " + n + " 项" : "没有找到");
    if (found.empty) return ["写出要查的事，或者在筛选里选。"];
    if (!n) return [count, (wish.q ? "与“" + wish.q + "”有关的" : "这样的") + "事项。换个说法，少写几个字，或去掉几个条件；也可以从目录里找：", ways()];
    if (found.term !== wish.q) return ["没有与“" + wish.q + "”字面相符的，", count, "，与其中的“" + found.term + "”有关"];
    return [count, wish.q ? "，与“" + wish.q + "”有关，先列字面相同的" : ""];
  }

  function ways() {
    const links = Object.keys(WAYS).map((hub) => make("a", { class: "qd-go", href: new URL(hub + "/", root) }, WAYS[hub]));
    return make("span", { class: "qd-row" }, ...links);
  }

  function showHits(from) {
    list.append(...found.hits.slice(from, found.shown).map(hitCard));
    const left = found.results.length - found.shown;
    more.hidden = left <= 0;
    more.textContent = "再看 " + Math.min(STEP, left) + " 条";
  }

  async function showMore() {
    const [mine, from] = [turn, found.shown];
    found.shown += STEP;
    await read(found);
    if (mine !== turn) return;
    showHits(from);
    list.children[from].querySelector("a").focus();
  }

  /** One hit: seal or kind, place, title, 俗称, who is responsible, and the words where they stand. */
  function hitCard(hit) {
    const { title, alias, lead } = hit.meta;
    const words = hit.rank < 4 ? found.words : pieces(found.term);
    const href = new URL("./" + (hit.raw_url || hit.url).replace(/^\/+/, ""), root);
    const card = make("li", { class: "qd-card" }, kicker(hit), make("h2", { class: "qd-hit" }, make("a", { href }, ...marked(title, words))));
    if (alias) card.append(make("p", {}, "也叫：", ...marked(alias, words)));
    if (lead) card.append(make("p", {}, make("strong", {}, "谁负责："), lead));
    card.append(make("p", { class: "qd-small" }, ...excerpt(hit, words)));
    return card;
  }

  function kicker({ meta, filters }) {
    const places = filters.乡镇 || [];
    const here = places.length > 1 && places.find((place) => (wish.chosen.乡镇 || []).includes(place));
    const same = here && "另有 " + meta.place.replace(/^\d+/, places.length - 1) + "相同";
    const first = meta.role ? make("span", meta.mark ? { class: "qd-seal qd-seal--" + meta.look, "data-mark": meta.mark } : {}, meta.role) : "";
    const words = [first, meta.role && meta.mark ? "" : meta.kind, here || meta.place, same, meta.status !== "现行" && meta.status, meta.nature !== "正式" && meta.nature];
    return make("p", { class: "qd-kicker" }, ...words.filter(Boolean).map((word) => (word === first ? word : make("span", {}, word))));
  }

  /** Text cut into pieces, the words in it marked. */
  function marked(text, words) {
    const low = text.toLowerCase();
    const cut = [];
    for (let at = 0; at < text.length;) {
      const [start, length] = firstOf(low, words, at);
      cut.push(text.slice(at, start), make("mark", {}, text.slice(start, start + length)));
      at = start + length;
    }
    return cut;
  }

  /** Where the first of the words begins, and its length; the end of the text when there is none. */
  function firstOf(low, words, from) {
    return words.reduce((best, word) => {
      const start = low.indexOf(word, from);
      return start >= 0 && (start < best[0] || (start === best[0] && word.length > best[1])) ? [start, word.length] : best;
    }, [low.length, 0]);
  }

  /** Some text round the first word that stands after title and 俗称. */
  function excerpt({ meta, content }, words) {
    const text = content.replace(/([^ -~])\. /g, "$1　");
    const head = [meta.title, meta.alias].reduce((end, name) => (name && text.startsWith(name, end) ? end + name.length + 1 : end), 0);
    const [start] = firstOf(text.toLowerCase(), words, head);
    const from = start < text.length ? Math.max(head, start - 20) : head;
    return marked((from > head ? "…" : "") + text.slice(from, from + 70) + (text.length > from + 70 ? "…" : ""), words);
  }

  // ---- the filters ----

  function showTags() {
    const chosen = NAMES.map((name) => (wish.chosen[name] || []).map((value) => tag(name, value)));
    const links = [].concat(...chosen);
    if (links.length > 1) links.push(wayTo({ q: wish.q, chosen: {} }, "qd-go", "全部清除"));
    tags.replaceChildren(...links.map((link) => make("li", {}, link)));
    tags.hidden = !links.length;
  }

  function tag(name, value) {
    return wayTo(toggled(name, value), "qd-btn qd-tag", value, make("span", { "aria-hidden": "true" }, "×"), make("span", { class: "qd-vh" }, "（去掉这个条件）"));
  }

  /** A link to this page with another wish; pressed, it changes the page in place. */
  function wayTo(next, look, ...words) {
    const link = make("a", { class: look, href: addressOf(next) }, ...words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      ask(next, true).then(() => (tags.querySelector("a") || status).focus());
    });
    return link;
  }

  /** Check boxes for all values of the index; later only counts and ticks change, so that the focus stays. */
  function buildFacets(totals) {
    const fold = make("details", { class: "qd-fold" }, make("summary", {}, "筛选"));
    fold.open = window.matchMedia("(min-width: 60em)").matches;
    NAMES.forEach((name) => {
      const values = Object.keys(totals[name] || {});
      if (!values.length) return;
      ticks[name] = values.map((value) => option(name, value));
      const rows = make("fieldset", {}, make("legend", { class: "qd-vh" }, FACETS[name]), ...ticks[name].map((one) => one.row));
      const group = make("details", { class: "qd-fold" }, make("summary", {}, FACETS[name]), rows);
      group.open = values.length <= STEP || name in wish.chosen;
      fold.append(group);
    });
    panel.replaceChildren(fold);
    panel.hidden = false;
  }

  function option(name, value) {
    const tick = make("input", { type: "checkbox", name, value });
    const count = make("span", { class: "n" });
    tick.addEventListener("change", () => ask(toggled(name, value), true));
    return { value, tick, count, row: make("label", { class: "qd-opt" }, tick, make("span", {}, value), count) };
  }

  function showCounts() {
    Object.keys(ticks).forEach((name) => ticks[name].forEach(({ value, tick, count, row }) => {
      const n = (found.counts[name] || {})[value] || 0;
      tick.checked = (wish.chosen[name] || []).includes(value);
      count.textContent = n;
      row.hidden = !n && !tick.checked;
    }));
  }

  // ---- the beginning ----

  const tags = make("ul", { class: "qd-row qd-noprint", "aria-label": "已选条件", hidden: "" });
  const more = make("button", { type: "button", class: "qd-btn qd-noprint", hidden: "" });

  function unavailable() {
    panel.hidden = tags.hidden = more.hidden = true;
    list.textContent = "";
    status.replaceChildren(make("strong", {}, "这里用不了即时搜索。"), "可能是浏览器太旧、网络不通，或者网页是从文件夹里直接打开的。请从目录里找：", ways());
  }

  function listen() {
    const typed = () => ({ q: clean(box.value), chosen: wish.chosen });
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask(typed(), false), PAUSE);
    };
    box.addEventListener("input", (event) => { if (!event.isComposing) wait(); });
    box.addEventListener("compositionend", wait);
    more.addEventListener("click", showMore);
    panel.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(typed(), true);
    });
    window.addEventListener("popstate", () => {
      readAddress();
      search();
    });
  }

  async function start() {
    status.before(tags);
    status.tabIndex = -1;
    list.after(more);
    readAddress();
    try {
      if (location.protocol === "file:") throw new Error("modules do not load from files");
      engine = await import(new URL("pagefind/pagefind.js", root).href);
      buildFacets(await engine.filters());
      listen();
      await search();
    } catch (error) {
      unavailable();
    }
  }

  start();
})();
