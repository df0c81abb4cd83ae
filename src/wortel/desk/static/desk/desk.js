// The desk: each module minds one part of the screen.
import "./attach.js";
import "./inbox.js";
import "./composer.js";
import "./presence.js";
import "./newcontact.js";
import "./ringing.js";
