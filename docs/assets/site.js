// The reading tools: 大字版, 高对比, 朗读, 打印. Pages are complete without this script; what it drives is hidden until it runs.
(function () {
  "use strict";
  var root = document.documentElement;
  var places = { large: "qd-large", contrast: "qd-contrast" };

  function remembered(name) {
    try { return window.localStorage.getItem("qd-" + name) === "1"; } catch (error) { return false; }
  }

  function remember(name, on) {
    try { window.localStorage.setItem("qd-" + name, on ? "1" : "0"); } catch (error) { /* the choice holds for this page */ }
  }

  function choose(name, on) {
    root.classList.toggle(places[name], on);
    document.querySelectorAll('[data-do="' + name + '"]').forEach(function (button) {
      button.setAttribute("aria-pressed", String(on));
    });
  }

  function read(button) {
    var speech = window.speechSynthesis;
    var stop = speech.speaking;
    speech.cancel();
    button.setAttribute("aria-pressed", String(!stop));
    if (stop) { return; }
    var text = new window.SpeechSynthesisUtterance(document.getElementById("content").innerText);
    text.lang = "zh-CN";
    text.onend = function () { button.setAttribute("aria-pressed", "false"); };
    speech.speak(text);
  }

  function press(button) {
    var name = button.getAttribute("data-do");
    if (name === "print") { window.print(); return; }
    if (name === "read") { read(button); return; }
    var on = !root.classList.contains(places[name]);
    choose(name, on);
    remember(name, on);
  }

  Object.keys(places).forEach(function (name) { choose(name, remembered(name)); });
  document.querySelectorAll(".qd-tools").forEach(function (tools) {
    tools.querySelectorAll("[data-do]").forEach(function (button) {
      if (button.getAttribute("data-do") === "read" && !("speechSynthesis" in window)) { button.hidden = true; }
      button.addEventListener("click", function () { press(button); });
    });
    tools.hidden = false;
  });
})();
