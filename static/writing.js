// The editor of a section, in place of the text area that holds its Markdown. Without this file, or where the editor
// cannot start, the text area stays and does the same.
const place = document.querySelector('[data-writing]');
const given = document.getElementById('rich-text');

const KEPT_WORDS = 'http: https: mailto: tel: number:'.split(' ');

function mayLead(address) {
  try {
    return KEPT_WORDS.includes(new URL(address, 'relative:/').protocol);
  } catch {
    return false;
  }
}

function parts(tiptap, figures) {
  const { Node, Mark, mergeAttributes } = tiptap;
  const data = (name) => ({
    default: '',
    parseHTML: (element) => element.getAttribute(name) || '',
    renderHTML: () => ({}),
  });
  const Link = Mark.create({
    name: 'link',
    inclusive: false,
    addAttributes: () => ({ href: { default: null }, title: { default: null } }),
    parseHTML: () => [{ tag: 'a[href]', getAttrs: (element) => mayLead(element.getAttribute('href')) && null }],
    renderHTML: ({ HTMLAttributes }) => ['a', HTMLAttributes, 0],
  });
  const Figure = Node.create({
    name: 'figureReference',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({ key: data('data-figure') }),
    parseHTML: () => [{ tag: 'span[data-figure]' }],
    renderHTML: ({ node }) => [
      'span',
      { 'data-figure': node.attrs.key, class: 'figure-in-text' },
      figures.get(node.attrs.key) || `[[figure:${node.attrs.key}]]`,
    ],
    renderText: ({ node }) => `[[figure:${node.attrs.key}]]`,
  });
  const Note = Node.create({
    name: 'noteMark',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({ name: data('data-note'), text: data('data-text') }),
    parseHTML: () => [{ tag: 'span[data-note]' }],
    renderHTML: ({ node }) => [
      'span',
      { 'data-note': node.attrs.name, 'data-text': node.attrs.text, title: node.attrs.text, class: 'note-in-text' },
      'note',
    ],
    renderText: ({ node }) => `[^${node.attrs.name}]`,
  });
  // A table is only kept here until it is made one of the report's own: nothing is lost, and nothing is drawn with it.
  const cell = (name, tag) => Node.create({
    name,
    content: 'block+',
    isolating: true,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes), 0],
  });
  const Row = Node.create({
    name: 'tableRow',
    content: '(tableCell | tableHeader)+',
    parseHTML: () => [{ tag: 'tr' }],
    renderHTML: () => ['tr', 0],
  });
  const Table = Node.create({
    name: 'table',
    group: 'block',
    content: 'tableRow+',
    isolating: true,
    parseHTML: () => [{ tag: 'table' }],
    renderHTML: () => ['table', ['tbody', 0]],
  });
  return [Link, Figure, Note, Table, Row, cell('tableCell', 'td'), cell('tableHeader', 'th')];
}

// --- The toolbar -----------------------------------------------------------------------------------------------------

function toolbar(editor, bar) {
  const buttons = [...bar.querySelectorAll('button')];
  const run = {
    heading: (chain) => chain.toggleHeading({ level: 3 }),
    subheading: (chain) => chain.toggleHeading({ level: 4 }),
    bold: (chain) => chain.toggleBold(),
    italic: (chain) => chain.toggleItalic(),
    bullets: (chain) => chain.toggleBulletList(),
    numbers: (chain) => chain.toggleOrderedList(),
    quotation: (chain) => chain.toggleBlockquote(),
    undo: (chain) => chain.undo(),
    redo: (chain) => chain.redo(),
  };
  const on = {
    heading: () => editor.isActive('heading', { level: 3 }),
    subheading: () => editor.isActive('heading', { level: 4 }),
    bold: () => editor.isActive('bold'),
    italic: () => editor.isActive('italic'),
    bullets: () => editor.isActive('bulletList'),
    numbers: () => editor.isActive('orderedList'),
    quotation: () => editor.isActive('blockquote'),
    link: () => editor.isActive('link'),
  };
  const dialogs = { link: () => askForLink(editor), note: () => askForNote(editor), figure: () => askForFigure(editor) };
  bar.addEventListener('click', (event) => {
    const does = event.target.closest('button')?.dataset.does;
    if (dialogs[does]) dialogs[does]();
    else if (does) run[does](editor.chain().focus()).run();
  });
  // One stop for the Tab key, as a toolbar is; arrows go from button to button.
  const stop = (button) => buttons.forEach((each) => { each.tabIndex = each === button ? 0 : -1; });
  stop(buttons[0]);
  bar.addEventListener('focusin', (event) => stop(event.target));
  bar.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === 'Escape') editor.commands.focus();
    else if (to === undefined) return;
    else buttons[(to + buttons.length) % buttons.length].focus();
    event.preventDefault();
  });
  const show = () => {
    for (const button of buttons) {
      if (on[button.dataset.does]) button.setAttribute('aria-pressed', on[button.dataset.does]());
    }
  };
  editor.on('transaction', show);
  show();
  return buttons;
}

// --- What is asked in a dialog ---------------------------------------------------------------------------------------

function ask(name, fill, done) {
  const dialog = document.getElementById(`ask-${name}`);
  const form = dialog.querySelector('form');
  fill(form.elements, dialog);
  form.onsubmit = (event) => {
    const does = event.submitter?.value;
    if (does === 'cancel') return;
    const wrong = done(form.elements, does);
    if (!wrong) return;
    event.preventDefault();
    dialog.querySelector('[role=alert]').textContent = wrong;
  };
  dialog.querySelector('[role=alert]').textContent = '';
  dialog.showModal();
}

function askForLink(editor) {
  const before = editor.getAttributes('link').href || '';
  ask('link',
    (fields, dialog) => {
      fields.address.value = before;
      dialog.querySelector('[value=remove]').hidden = !before;
      dialog.querySelector('[data-for-words]').hidden = Boolean(before) || !editor.state.selection.empty;
      fields.words.value = '';
    },
    (fields, does) => {
      const chain = editor.chain().focus();
      if (does === 'remove') return void chain.extendMarkRange('link').unsetMark('link').run();
      let address = fields.address.value.trim();
      if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(address)) address = `mailto:${address}`;
      else if (/^(www\.|[\w-]+\.(scot|uk|org|com|net)\b)/i.test(address)) address = `https://${address}`;
      if (!address || !mayLead(address)) return 'Give a whole web address, beginning with https://, or an e-mail address.';
      if (before) return void chain.extendMarkRange('link').setMark('link', { href: address }).run();
      if (!editor.state.selection.empty) return void chain.setMark('link', { href: address }).run();
      const words = fields.words.value.trim() || address.replace(/^(mailto:|https?:\/\/)/, '');
      chain.insertContent([{ type: 'text', text: words, marks: [{ type: 'link', attrs: { href: address } }] }]).run();
    });
}

function chosenNote(editor) {
  const { node } = editor.state.selection;
  return node?.type.name === 'noteMark' ? node : null;
}

function askForNote(editor) {
  const note = chosenNote(editor);
  ask('note',
    (fields) => { fields.text.value = note?.attrs.text || ''; },
    (fields) => {
      const text = fields.text.value.split(/\s+/).filter(Boolean).join(' ');
      if (!text) return 'Write the text of the note.';
      const marks = [];
      editor.state.doc.descendants((node, at) => { if (node.type.name === 'noteMark') marks.push([node, at]); });
      if (note) {
        // Wherever the same note is marked, it says the same.
        editor.chain().focus().command(({ tr }) => {
          for (const [node, at] of marks) {
            if (node.attrs.name === note.attrs.name) tr.setNodeMarkup(at, null, { ...node.attrs, text });
          }
          return true;
        }).run();
        return undefined;
      }
      const taken = new Set(marks.map(([node]) => node.attrs.name));
      let number = 1;
      while (taken.has(String(number))) number += 1;
      const end = editor.state.selection.to;
      editor.chain().focus().insertContentAt(end, { type: 'noteMark', attrs: { name: String(number), text } }).run();
      return undefined;
    });
}

function askForFigure(editor) {
  ask('figure', () => {}, (fields) => {
    if (!fields.key?.value) return 'Choose a table or chart.';
    const figure = { type: 'figureReference', attrs: { key: fields.key.value } };
    const alone = fields.where.value === 'alone';
    editor.chain().focus().insertContent(alone ? { type: 'paragraph', content: [figure] } : figure).run();
    return undefined;
  });
}

// --- Start -----------------------------------------------------------------------------------------------------------

async function start() {
  const tiptap = await import(place.dataset.writing);
  const area = place.querySelector('textarea');
  const sent = document.getElementById('id_rich');
  const bar = place.querySelector('[role=toolbar]');
  const table = document.getElementById('table-in-text');
  const figures = new Map([...document.querySelectorAll('#ask-figure option[value]')].map((each) => [each.value, each.label]));
  const element = document.createElement('div');
  area.before(element);
  let buttons = [];
  const Keys = tiptap.Extension.create({
    name: 'ourKeys',
    addKeyboardShortcuts: () => ({
      'Mod-k': ({ editor }) => { askForLink(editor); return true; },
      'Alt-F10': () => { buttons.find((each) => each.tabIndex === 0)?.focus(); return true; },
      Enter: ({ editor }) => chosenNote(editor) ? (askForNote(editor), true) : false,
    }),
  });
  const {
    Editor, Document, Paragraph, Text, Bold, Italic, Strike, Code, CodeBlock, Heading, Blockquote, BulletList, OrderedList,
    ListItem, HardBreak, HorizontalRule, UndoRedo, Gapcursor,
  } = tiptap;
  const editor = new Editor({
    element,
    injectCSS: false,
    content: given.innerHTML,
    extensions: [
      Document, Paragraph, Text, Bold, Italic, Strike, Code, CodeBlock, Heading, Blockquote, BulletList, OrderedList,
      ListItem, HardBreak, HorizontalRule, UndoRedo, Gapcursor, ...parts(tiptap, figures), Keys,
    ],
    editorProps: {
      attributes: {
        id: 'rich-body',
        class: 'ds_input writing writing--rich',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': 'id_body_label',
        'aria-describedby': area.getAttribute('aria-describedby') || '',
        spellcheck: 'true',
        lang: 'en-GB',
      },
      handleDoubleClickOn: (view, at, node) => node.type.name === 'noteMark' && (askForNote(editor), true),
    },
  });
  const holdsTable = () => {
    let found = false;
    editor.state.doc.descendants((node) => { found ||= node.type.name === 'table'; return !found; });
    return found;
  };
  const keep = () => { sent.value = editor.getHTML(); table.hidden = !holdsTable(); };
  keep();
  editor.on('update', () => { keep(); sent.dispatchEvent(new Event('written')); });
  buttons = toolbar(editor, bar);
  bar.hidden = false;
  area.hidden = true;
  area.disabled = true;
  sent.disabled = false;
  document.getElementById('id_body_label').addEventListener('click', (event) => { event.preventDefault(); editor.commands.focus(); });
  document.querySelectorAll('.ds_error-summary a[href="#id_body"]').forEach((link) => { link.href = '#rich-body'; });
}

if (place && given) start();
