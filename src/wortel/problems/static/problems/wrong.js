// A form that was filled in wrongly stands open again, with what was typed and what is wrong with it.
import { open } from "/static/ui/js/dialog.js";

const marked = document.querySelector("[data-opens-now]");
if (marked) open(marked.dataset.opensNow);
