//! The large-text version (长辈版) as it is measured: text of 18 px at least, targets of 60 px, and no scrolling sideways.

use crate::axe::Barrier;
use crate::page::Page;
use anyhow::Result;

/// Smallest text and smallest target, in CSS pixels (MIIT 2021).
const MEASURE: &str = "
    const found = [];
    const name = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (typeof e.className === 'string' && e.className ? '.' + e.className.trim().split(/\\s+/).join('.') : '');
    const path = (e) => (e.parentElement && e.parentElement !== document.body ? name(e.parentElement) + ' > ' : '') + name(e);
    const seen = (e) => { const b = e.getBoundingClientRect(); return e.checkVisibility({ visibilityProperty: true }) && b.width > 1 && b.height > 1 && b.bottom + scrollY > 0; };
    const hidden = (e) => e && (e.getBoundingClientRect().width <= 1 && getComputedStyle(e).overflow === 'hidden' || hidden(e.parentElement));
    for (const e of document.body.querySelectorAll('*')) {
        if (!seen(e) || hidden(e) || e.closest('svg')) continue;
        if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
        const size = parseFloat(getComputedStyle(e).fontSize);
        if (size < 17.95) found.push({ rule: 'text under 18 px', selector: path(e), why: size.toFixed(1) + ' px' });
    }
    const spoken = (e) => getComputedStyle(e).display === 'inline' && ['P', 'LI', 'DD', 'SPAN'].includes(e.parentElement.tagName) && e.parentElement.innerText.trim() !== e.innerText.trim();
    for (const e of document.body.querySelectorAll('a[href],button,input,select,textarea,summary')) {
        // A link may cover all of the row it stands in.
        const cover = getComputedStyle(e, '::after');
        const box = ['radio', 'checkbox'].includes(e.type) ? e.closest('label') ?? e : cover.content !== 'none' && cover.position === 'absolute' ? e.offsetParent : e;
        if (!seen(box) || hidden(box) || spoken(e)) continue;
        const b = box.getBoundingClientRect();
        if (Math.min(b.width, b.height) < 59.5) found.push({ rule: 'target under 60 px', selector: path(box), why: Math.round(b.width) + '×' + Math.round(b.height) + ' px' });
    }
    return found;";

/// Text of 30 px, which is the large one by one and a half again; what then sticks out.
const STRETCH: &str = "
    const root = document.documentElement, kept = root.style.fontSize;
    root.style.fontSize = arguments[0];
    const found = [];
    if (root.scrollWidth > root.clientWidth) {
        const out = (e) => e.getBoundingClientRect().right > root.clientWidth + 1;
        const wide = [...document.body.querySelectorAll('*')].filter((e) => out(e) && e.checkVisibility() && (e.parentElement === document.body || !out(e.parentElement)));
        const name = (e) => e.tagName.toLowerCase() + (e.getAttribute('class') ? '.' + e.getAttribute('class').trim().split(/\\s+/).join('.') : '');
        // A text may stick out of a box that does not.
        const spilled = [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && e.getBoundingClientRect().left + e.scrollWidth > root.clientWidth + 1);
        const last = spilled.filter((e) => !spilled.some((x) => x !== e && e.contains(x)));
        found.push({ rule: 'scrolls sideways', selector: (wide.length ? wide : last).map(name).join(', '), why: root.scrollWidth + ' px of ' + root.clientWidth + ' at ' + arguments[0] });
    }
    root.style.fontSize = kept;
    return found;";

impl Page {
    /// What is too small in the large-text version, which has to be on.
    pub async fn small_things(&self) -> Result<Vec<Barrier>> {
        self.ask(MEASURE, &[]).await
    }

    /// What does not fit the window at this size of text.
    pub async fn wide_things(&self, size: &str) -> Result<Vec<Barrier>> {
        self.ask(STRETCH, &[size.into()]).await
    }
}
