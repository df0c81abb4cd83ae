// Every page loads this one file; a screen adds its own beside it.
import "./dialog.js";
import "./keys.js";
import "./toast.js";
import "./command.js";
import "./rows.js";
import "./live.js";
import "./draft.js";
