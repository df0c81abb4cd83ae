// Sentences a script needs, written by the server in the language of the page: <template id="words" data-…>.
const book = document.getElementById("words")?.dataset ?? {};

export const say = (name) => book[name] ?? name;

export const clock = (moment = new Date()) => `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;
