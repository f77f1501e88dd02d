// What scripts add: Shift three times leaves at once, and the answer stands beside the form as it is filled in.
// Everything works without them.
"use strict";
(() => {
  const leave = () => {
    document.body.hidden = true;
    window.location.replace("/exit");
  };
  let pressed = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    const now = Date.now();
    pressed = pressed.filter((at) => now - at < 5000).concat(now);
    if (pressed.length >= 3) leave();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-exit]")) return;
    event.preventDefault();
    leave();
  });
  // The answer is refined as the form is filled in.
  let asking = 0;
  document.addEventListener("change", async (event) => {
    const form = event.target.closest("form[data-answer]");
    const answer = document.getElementById("answer");
    if (!form || !answer) return;
    const mine = ++asking;
    try {
      const body = new URLSearchParams(new FormData(form));
      const said = await fetch(form.dataset.answer, { method: "POST", body });
      const text = await said.text();
      if (said.ok && mine === asking) answer.innerHTML = text;
    } catch {
      // The connection is gone: what was typed stays, and the next change asks again.
    }
  });
  // A form is sent without leaving the page, so that a lost connection loses nothing; two taps are one.
  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    const said = await fetch(form.getAttribute("action"), { method: "POST", body });
    const page = new DOMParser().parseFromString(await said.text(), "text/html");
    document.body.replaceWith(page.body);
    if (said.redirected) window.history.pushState(null, "", said.url);
    const answer = body.get("do") === "see" && document.getElementById("answer");
    if (answer) answer.scrollIntoView();
    else window.scrollTo(0, 0);
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    if (!form.hasAttribute("data-keep")) return;
    event.preventDefault();
    try {
      await send(form, event.submitter);
    } catch {
      document.getElementById("lost").hidden = false;
    } finally {
      delete form.dataset.sent;
    }
  });
  window.addEventListener("popstate", () => window.location.reload());
})();
