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

// --- What is pasted --------------------------------------------------------------------------------------------------

// The policy lets no style of a page apply that is not in a file of ours, so the editor would not see what a style of a
// word processor means. What it means is put into elements first, and the style is taken away.
function withoutStyles(html) {
  const unstyled = html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/(<[^>]*?)\sstyle=/gi, '$1 data-style=');
  const pasted = new DOMParser().parseFromString(unstyled, 'text/html');
  for (const element of pasted.querySelectorAll('[data-style]')) {
    const style = element.dataset.style.replaceAll(' ', '').toLowerCase();
    const within = [];
    if (/font-weight:(bold|[6-9]00)/.test(style) && !element.closest('b, strong, h1, h2, h3, h4, h5, h6')) within.push('strong');
    if (/font-style:italic/.test(style) && !element.closest('i, em')) within.push('em');
    for (const tag of within) {
      const around = pasted.createElement(tag);
      around.append(...element.childNodes);
      element.append(around);
    }
    element.removeAttribute('data-style');
    if (/^(b|strong|i|em)$/i.test(element.tagName) && /font-(weight:(normal|400)|style:normal)/.test(style)) {
      element.replaceWith(...element.childNodes);
    }
  }
  return asText(pasted.body);
}

// What stands in an element, for the editor to parse: read, never written into the page.
function asText(parent) {
  const serializer = new XMLSerializer();
  return Array.from(parent.childNodes, (each) => serializer.serializeToString(each)).join('');
}

// Back into the text where one was, at once: Tiptap's own way waits for the next frame, and what is typed until then
// would go wherever the browser has put the caret.
function back(editor) {
  editor.view.focus();
  return editor.chain();
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
    else if (does) run[does](back(editor)).run();
  });
  // One stop for the Tab key, as a toolbar is; arrows go from button to button.
  const stop = (button) => buttons.forEach((each) => { each.tabIndex = each === button ? 0 : -1; });
  stop(buttons[0]);
  bar.addEventListener('focusin', (event) => stop(event.target));
  bar.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === 'Escape') editor.view.focus();
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

function ask(name, fill, check, done) {
  const dialog = document.getElementById(`ask-${name}`);
  const form = dialog.querySelector('form');
  fill(form.elements, dialog);
  form.onsubmit = (event) => {
    event.preventDefault();
    const does = event.submitter?.value;
    const wrong = does === 'cancel' ? '' : check(form.elements, does);
    dialog.querySelector('[role=alert]').textContent = wrong;
    if (wrong) return;
    dialog.close();
    if (does !== 'cancel') done(form.elements, does);
  };
  dialog.querySelector('[role=alert]').textContent = '';
  dialog.showModal();
}

// An address as people write it, with what they leave out.
function whole(typed) {
  const address = typed.trim();
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(address)) return `mailto:${address}`;
  return /^(www\.|[\w.-]+\.(scot|uk|org|com|net)(\/|$))/i.test(address) ? `https://${address}` : address;
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
      const address = whole(fields.address.value);
      const leads = /^[a-z]+:/i.test(address) && mayLead(address);
      return does === 'remove' || leads ? '' : 'Give a whole web address, beginning with https://, or an e-mail address.';
    },
    (fields, does) => {
      const chain = back(editor);
      const href = whole(fields.address.value);
      if (does === 'remove') chain.extendMarkRange('link').unsetMark('link').run();
      else if (before) chain.extendMarkRange('link').setMark('link', { href }).run();
      else if (!editor.state.selection.empty) chain.setMark('link', { href }).run();
      else {
        const text = fields.words.value.trim() || href.replace(/^(mailto:|https?:\/\/)/, '');
        chain.insertContent([{ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] }]).run();
      }
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
    (fields) => fields.text.value.trim() ? '' : 'Write the text of the note.',
    (fields) => {
      const text = fields.text.value.split(/\s+/).filter(Boolean).join(' ');
      const marks = [];
      editor.state.doc.descendants((node, at) => { if (node.type.name === 'noteMark') marks.push([node, at]); });
      if (note) {
        // Wherever the same note is marked, it says the same.
        back(editor).command(({ tr }) => {
          for (const [node, at] of marks) {
            if (node.attrs.name === note.attrs.name) tr.setNodeMarkup(at, null, { ...node.attrs, text });
          }
          return true;
        }).run();
        return;
      }
      const taken = new Set(marks.map(([node]) => node.attrs.name));
      let number = 1;
      while (taken.has(String(number))) number += 1;
      const end = editor.state.selection.to;
      back(editor).insertContentAt(end, { type: 'noteMark', attrs: { name: String(number), text } }).run();
    });
}

function askForFigure(editor) {
  ask('figure', () => {}, (fields) => fields.key?.value ? '' : 'Choose a table or chart.', (fields) => {
    const figure = { type: 'figureReference', attrs: { key: fields.key.value } };
    const alone = fields.where.value === 'alone';
    back(editor).insertContent(alone ? { type: 'paragraph', content: [figure] } : figure).run();
  });
}

// --- Start -----------------------------------------------------------------------------------------------------------

async function start() {
  const tiptap = await import(place.dataset.writing);
  const area = place.querySelector('textarea');
  // On a slow line somebody may have begun in the text area; and a browser fills it again for whoever comes back.
  if (area.value !== area.defaultValue) {
    document.getElementById('stays-plain').hidden = false;
    return;
  }
  const here = document.activeElement === area;
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
    content: asText(given.content ?? given),
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
      transformPastedHTML: withoutStyles,
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
  if (here) editor.view.focus();
  document.getElementById('id_body_label').addEventListener('click', (event) => { event.preventDefault(); editor.view.focus(); });
  document.querySelectorAll('.ds_error-summary a[href="#id_body"]').forEach((link) => { link.href = '#rich-body'; });
}

if (place && given) start();
