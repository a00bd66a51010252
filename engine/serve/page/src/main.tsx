import { render } from "preact";
import { App } from "./app";
import "./style/base.css";
import "./style/frame.css";
import "./style/panes.css";
import "./style/effect.css";
import "./style/dialogs.css";

const place = document.getElementById("app")!;
place.replaceChildren();
render(<App />, place);
