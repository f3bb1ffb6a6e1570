// Filters, searches, inflates. Without it all rows are there, and what is compressed says where else it is.
(() => {
  const rows = [...document.querySelectorAll('tr.row')];
  const tools = document.querySelector('.tools');
  if (tools) {
    const box = tools.querySelector('input');
    const buttons = [...tools.querySelectorAll('button')];
    const found = document.getElementById('found');
    const texts = rows.map(row => row.cells[1].textContent.toLowerCase());
    let state = '';
    const show = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, i) => {
        row.hidden = (state !== '' && row.dataset.s !== state) || !words.every(word => texts[i].includes(word));
        if (!row.hidden) count++;
      });
      found.textContent = count === rows.length ? '' : `${count} of ${rows.length}`;
    };
    tools.hidden = false;
    box.addEventListener('input', show);
    buttons.forEach(button => button.addEventListener('click', () => {
      state = button.dataset.s;
      buttons.forEach(it => it.setAttribute('aria-pressed', it === button));
      show();
    }));
  }

  const inflate = async details => {
    const pre = details.querySelector('pre');
    const bytes = Uint8Array.from(atob(details.dataset.gz), it => it.charCodeAt(0));
    details.removeAttribute('data-gz');
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    pre.textContent = await new Response(stream).text();
  };
  document.querySelectorAll('details[data-gz]').forEach(details => details.addEventListener('toggle', () => {
    if (details.open && details.dataset.gz) inflate(details).catch(error => { details.querySelector('pre').textContent = `It could not be inflated: ${error}`; });
  }));
  const open = () => document.querySelector(':target')?.querySelector('summary')?.focus({ preventScroll: true });
  addEventListener('hashchange', open);
})();
