// Later styles overrule earlier ones: this order matters.
import './colours.css';
import './frame.css';
import './table.css';
import './figures.css';
import './person.css';
import './phone.css';
import './print.css';
import { readPeople } from './data.ts';
import { PeopleTable } from './table.ts';
import { startTheme } from './theme.ts';
import { Views } from './views.ts';
import { startWhoFailed } from './who.ts';

document.documentElement.classList.add('scripted');
for (const each of document.querySelectorAll<HTMLElement>('.needs-script')) each.hidden = false;
const data = readPeople();
startTheme();
startWhoFailed(data);
new Views(data, new PeopleTable(data.people)).start();
