// One way to send something that changes: with the token the page carries for htmx as well.
export const headers = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");

export const post = (address, body, options = {}) =>
  fetch(address, { method: "POST", body, headers: { ...headers(), "X-Requested-With": "fetch" }, ...options });

// Through htmx, so that HX-Trigger, HX-Refresh and HX-Location in the answer do their work.
export const act = (address) => window.htmx.ajax("POST", address, { source: document.body, swap: "none" });
