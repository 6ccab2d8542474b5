// The page starts here: the embedded document is read, and shown or refused.

import { options, render } from "preact";
import { reportOf } from "./model/report";
import { App } from "./parts/app";
import { say } from "./words";

// Printing happens right after "beforeprint": what it changes must be drawn at once, not in the
// next frame.
addEventListener(
  "beforeprint",
  () => {
    options.debounceRendering = (draw) => draw();
  },
  true,
);
addEventListener("afterprint", () => {
  delete options.debounceRendering;
});

const place = document.getElementById("app");
const data = document.getElementById("konseki-data");
if (place) {
  const report = reportOf(data?.textContent ?? "");
  place.textContent = "";
  if ("refused" in report) {
    const word = report.refused === "format" ? "bad_format" : "broken";
    render(
      <div class="refused">
        {(["en", "ja"] as const).map((lang) => (
          <p key={lang} lang={lang}>
            {say(lang, word, report.detail)}
          </p>
        ))}
      </div>,
      place,
    );
  } else render(<App report={report} />, place);
}
