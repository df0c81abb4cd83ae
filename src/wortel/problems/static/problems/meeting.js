// The agenda shows which cause is being discussed; the minutes print.
const mark = () => {
  const topic = document.getElementById("topic")?.dataset.topic;
  for (const row of document.querySelectorAll("#agenda .row > a")) {
    if (row.id === `row-${topic}`) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
};
mark();

// While the next cause is on its way nothing can be decided about the one that still stands there.
const hold = (held) => ({ detail }) => {
  if (detail.elt.closest("#agenda")) detail.target.inert = held;
};
document.addEventListener("htmx:beforeRequest", hold(true));
document.addEventListener("htmx:afterRequest", hold(false));

document.addEventListener("htmx:afterSettle", (event) => {
  mark();
  // On a narrow screen the cause stands above the agenda: bring it into sight.
  const topic = document.getElementById("topic");
  if (event.target === topic && topic.getBoundingClientRect().top < 0) topic.scrollIntoView();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});
