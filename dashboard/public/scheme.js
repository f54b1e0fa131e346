// Before the first paint: the theme that was chosen, so that a dark page does not flash white. A file of its own, since
// the page's policy allows no script inside it.
try {
  const chosen = localStorage.getItem("lunepay.scheme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  document.documentElement.lang = localStorage.getItem("lunepay.language") === "en" ? "en" : "ko";
} catch {
  document.documentElement.setAttribute("data-mantine-color-scheme", "light");
}
