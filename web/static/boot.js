// Before anything is drawn: the language and the text size the device remembers. Then the program.
const root = document.documentElement;
try {
  if (localStorage.getItem("sbd.lang") === "en") {
    root.lang = "en";
    // Loaded while the program is, which asks for it.
    const words = document.createElement("link");
    Object.assign(words, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: root.dataset.english });
    document.head.append(words);
  }
  const size = Number(localStorage.getItem("sbd.display"));
  if (size >= 18 && size <= 30) {
    root.className = "elder";
    root.style.fontSize = `${size}px`;
  }
} catch {
  // A device that remembers nothing gets the standard version.
}
// One page may have several programs: the first whose addresses these are. Its two files come at the same time.
const [, js, wasm] = %PROGRAMS%.find(([addresses]) => new RegExp(addresses).test(location.pathname));
try {
  const code = fetch(new URL(wasm, import.meta.url), { credentials: "same-origin" });
  const { default: start } = await import(js);
  await start({ module_or_path: code });
} catch (fault) {
  console.error(fault);
  document.getElementById("boot-wait")?.setAttribute("hidden", "");
  document.getElementById("boot-fault")?.removeAttribute("hidden");
}
