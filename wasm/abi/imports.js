// Names what the module imports from whoever loads it, for the linker alone: the loader brings the
// functions (wasm/package/src).
mergeInto(LibraryManager.library, {
  now_us: () => {},
  elapsed_us: () => {},
  fill_random: () => {},
});
