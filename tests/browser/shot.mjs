import { chromium } from 'playwright-core';
const [,, file, out, mode='light', width='1280', height='900', full='1'] = process.argv;
const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox']});
const p = await b.newPage({viewport:{width:+width,height:+height}, colorScheme:mode==='dark'?'dark':'light'});
p.on('console', m=>console.log(m.type(), m.text())); p.on('pageerror', e=>console.log('ERR', e.message)); p.on('request', r=>console.log('req', r.url().slice(0,80)));
if (mode==='print') await p.emulateMedia({media:'print'});
await p.goto('file://'+file);
await p.screenshot({path:out, fullPage: full==='1'});
await b.close();
