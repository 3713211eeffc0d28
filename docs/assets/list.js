// The filters of a list page: they decide which rows of the table are shown, and the address keeps them.
// The page is complete without this script; the form stays hidden until it runs.
(function () {
  "use strict";

  const [form, table, status, chosen, columns] = ["list-facets", "list-table", "list-status", "list-chosen", "list-columns"].map((id) => document.getElementById(id));
  if (!form || !table || !status || !chosen) return;

  const rows = Array.from(table.querySelectorAll("tbody tr:not(.qd-group)"), describe);
  const ticks = Array.from(form.querySelectorAll("input[type=checkbox]"));
  const box = addBox();

  /** What can be asked of a row: its words, and the values of each data attribute (several are parted by "|"). */
  function describe(element) {
    const values = {};
    Object.keys(element.dataset).forEach((name) => { values[name] = element.dataset[name].split("|"); });
    return { element, values, words: element.textContent.toLowerCase() };
  }

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
    element.append(...children);
    return element;
  }

  function addBox() {
    const input = make("input", { type: "search", id: "list-words", name: "q", maxlength: "100", autocomplete: "off" });
    const label = make("label", { for: "list-words" }, make("strong", {}, "在这份清单里找"));
    form.prepend(make("p", {}, label, input));
    return input;
  }

  // ---- the address ----

  function readAddress() {
    const given = new URLSearchParams(location.search);
    ticks.forEach((tick) => { tick.checked = given.getAll(tick.name).includes(tick.value); });
    box.value = given.get("q") || "";
  }

  /** A decision adds a step to go back to; typing replaces the address. */
  function keep(decided) {
    const asked = new URLSearchParams();
    if (box.value.trim()) asked.append("q", box.value.trim());
    ticks.filter((tick) => tick.checked).forEach((tick) => asked.append(tick.name, tick.value));
    const query = asked.toString();
    const address = location.pathname + (query && "?" + query);
    if (address !== location.pathname + location.search) history[decided ? "pushState" : "replaceState"](null, "", address);
  }

  // ---- which rows ----

  /** The ticked values by name; `free` leaves one name out. */
  function wanted(free) {
    const values = {};
    ticks.filter((tick) => tick.checked && tick.name !== free).forEach((tick) => {
      (values[tick.name] = values[tick.name] || []).push(tick.value);
    });
    return values;
  }

  /** The rows with one of the wanted values of each name and all the words. */
  function fitting(values, words) {
    const names = Object.keys(values);
    const fits = (row) => names.every((name) => values[name].some((value) => (row.values[name] || []).includes(value)));
    return rows.filter((row) => fits(row) && words.every((word) => row.words.includes(word)));
  }

  function show() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = new Set(fitting(wanted(), words));
    rows.forEach((row) => { row.element.hidden = !shown.has(row); });
    Array.from(table.tBodies).forEach(showGroup);
    showCounts(words);
    showChosen();
    showStatus(shown.size);
  }

  /** A group without rows is hidden; its heading says how many are shown. */
  function showGroup(group) {
    const n = group.querySelectorAll("tr:not(.qd-group):not([hidden])").length;
    const count = group.querySelector(".qd-group small");
    group.hidden = !n;
    if (count) count.textContent = n + " 项";
  }

  /** Beside each box: how many rows it would leave together with the other filters. */
  function showCounts(words) {
    const free = {};
    ticks.forEach((tick) => {
      const count = tick.parentElement.querySelector(".n");
      free[tick.name] = free[tick.name] || fitting(wanted(tick.name), words);
      if (count) count.textContent = free[tick.name].filter((row) => (row.values[tick.name] || []).includes(tick.value)).length;
    });
  }

  function showStatus(n) {
    const names = ticks.filter((tick) => tick.checked).map(nameOf).join("、");
    const rest = n ? names && "（" + names + "）" : "。没有事项符合这些条件，去掉一个再看。";
    status.textContent = "";
    status.append(make("strong", {}, "显示 " + n + " 项"), "，共 " + rows.length + " 项" + rest);
  }

  function nameOf(tick) {
    return tick.nextElementSibling.textContent.trim();
  }

  function showChosen() {
    const tags = ticks.filter((tick) => tick.checked).map((tick) => tag(nameOf(tick), () => { tick.checked = false; }));
    if (box.value.trim()) tags.unshift(tag(box.value.trim(), () => { box.value = ""; }));
    if (tags.length > 1) tags.push(button("全部清除", [], clear));
    chosen.textContent = "";
    chosen.append(...tags.map((one) => make("li", {}, one)));
    chosen.hidden = !tags.length;
  }

  function tag(name, remove) {
    return button(name, [make("span", { "aria-hidden": "true" }, "×"), make("span", { class: "qd-vh" }, "（去掉这个条件）")], remove);
  }

  /** A button that changes the filters; the focus goes to the next one, so that the keyboard does not lose its place. */
  function button(name, signs, change) {
    const made = make("button", { type: "button", class: "qd-btn qd-tag" }, name, ...signs);
    made.addEventListener("click", () => {
      change();
      decide();
      (chosen.querySelector("button") || status).focus();
    });
    return made;
  }

  function clear() {
    ticks.forEach((tick) => { tick.checked = false; });
    box.value = "";
  }

  function decide() {
    keep(true);
    show();
  }

  // ---- the beginning ----

  function start() {
    const fold = form.querySelector("details");
    if (fold) fold.open = window.matchMedia("(min-width: 60em)").matches;
    if (columns) columns.classList.add("qd-cols", "qd-cols--left");
    status.tabIndex = -1;
    form.hidden = false;
    form.addEventListener("change", (event) => { if (event.target !== box) decide(); });
    box.addEventListener("input", () => {
      keep(false);
      show();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    const recall = () => {
      readAddress();
      show();
    };
    window.addEventListener("popstate", recall);
    recall();
  }

  start();
})();
