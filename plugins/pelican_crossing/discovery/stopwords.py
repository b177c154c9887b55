"""Words of four letters and more that say nothing about a subject; a reason never names them.

Only reasons need the list: for ranking, rarity alone does better. Small words, auxiliary verbs, and the nouns and
verbs that any diary is full of.
"""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = """
able about above according across actually after afterwards again against ahead allow allowed allows almost alone
along already also although always amount another answer answered anybody anyone anything anyway around article asked
asking asks away back basically became because become becomes been before began begin beginning begins behind being
believe below beside best better between beyond bigger blog both bring brings brought came cannot case cases certain
certainly change changed changes clear clearly close come comes coming complete completely could couldn couple course
days decide decided definitely despite details didn different difficult does doesn doing done down during each earlier
early easier easily easy either else enough entire entirely especially even evening eventually ever every everybody
everyone everything everywhere exactly example examples except expect fact feel feels felt finally find first five
follow following follows former forward found four from front full fully further gave general generally gets getting
give given gives giving goes going gone good great half happen happened happens hard hardly have haven having hear
heard hello help helped helps hence here herself high himself hope hour hours however hundred idea ideas immediately
important indeed inside instead interesting into itself just keep keeps kept kind knew know known knows large last
late later latter learn learned least leave leaves left less lets like likely little long longer look looked looking
looks lots made main mainly make makes making many matter maybe mean means meant might mind mine minute minutes moment
month months more most mostly move moved much must myself name named near nearly necessary need needed needs neither
never nevertheless next nice nine nobody none nothing notice noticed obviously often okay once ones only onto open
other others otherwise ought ours ourselves outside over part particular particularly parts past people perhaps person
piece pieces place places please point points possible possibly post posts pretty probably problem problems puts
question questions quick quickly quite rather read reader readers reading really reason reasons recent recently
related remember right said same says second seconds seem seemed seems seen self sense sentence seven several shall
shan short should shouldn show showed shown shows side similar simple simply since single small some somebody someone
something sometimes somewhat somewhere soon sort start started starting starts still stop stopped stuff such suddenly
sure take taken takes taking talk tell tells than thank thanks that their theirs them themselves then there therefore
these they thing things think thinking third this those though thought thousand three through throughout thus time
times today together told tomorrow tonight took toward towards tried tries true truly trying turn turned turns twice
under unless unlike until upon used useful user uses using usually various very wait want wanted wants wasn ways week
weeks well went were weren what whatever when whenever where wherever whether which while whole whom whose will wish
with within without wonder wondered word words work worked working works world would wouldn write writes writing
written wrong wrote year years yesterday your yours yourself
"""
_GERMAN: Final = """
aber allem allen aller allerdings alles also andere anderem anderen anderer anderes anders artikel auch beide beiden
beim beispiel bereits besonders besser bestimmt bevor bisher bleiben bleibt brauche brauchen braucht dabei dadurch
dafür dagegen daher dahin damals damit danach daneben dann daran darauf daraus darf darin darum darunter darüber dass
davon davor dazu dein deine deinem deinen deiner denen denn dennoch deren derselbe deshalb dessen deutlich dich dies
diese dieselbe diesem diesen dieser dieses doch dort dran drauf drei durch dürfen eben ebenfalls ebenso eher eigene
eigenen eigentlich einander eine einem einen einer eines einfach einige einigen einiger einiges einmal endlich erst
erste ersten etwa etwas euch euer eure fast finden findet folgende folgenden frage fragen früher fünf ganz ganze
ganzen geben gegen gehen geht gemacht genau genug gerade gerne gesagt gestern getan gewesen gibt ging gleich große
großen gute guten habe haben hast hatte hatten heißt heute hier hinter hätte hätten ihnen ihre ihrem ihren ihrer immer
indem irgendwie jahr jahre jahren jede jedem jeden jeder jedes jedoch jemand jene jetzt kann kannst kein keine keinem
keinen keiner kleine kleinen kommen kommt konnte konnten können könnte könnten lange lassen leicht leider letzte
letzten leute lässt machen macht manche manchmal mehr mehrere mein meine meinem meinen meiner meist menschen mich
mindestens minuten monat monate morgen muss musste möchte möglich müssen nach nachdem natürlich neben nehmen nein neue
neuen neuer nicht nichts niemand noch nochmal nunmehr nächste nächsten oder ohne punkt recht schon sehen sehr sein
seine seinem seinen seiner seit selber selbst sich sicher sieht sind sogar solche solchen soll sollen sollte sollten
sondern sonst sowie später statt steht stelle stunden tage tagen teil trotz trotzdem unser unsere unserem unseren
unserer unter viel viele vielen vielleicht vier voll vollständig vorher wann warum weil weiter weitere weiteren weiß
welche welchem welchen welcher wenig weniger wenn werde werden wieder will wird wirklich wissen wobei woche wochen
wollen wollte wollten worden wurde wurden wäre wären würde würden zeigt zeit ziemlich zuerst zurück zusammen zwar zwei
zwischen über überhaupt übrigens
"""
_ROMANCE: Final = """
abbastanza además adesso ahora ainda ainsi alcune alcuni algo algum alguma algumas alguna algunas alguno algunos
alguns alguém algún allora allí alors altra altre altri altro anche ancora ante antes apenas appena après aquel aquela
aquele aquella aqui assez assim aucun aucune aujourd aunque aussi autant autre autres avaient avait avant avec avere
aveva avez avoir avons bajo bastante beaucoup bene bien bonne cada casi cela celle celles celui cependant cerca
certain certaines certains ceux chaque chez chose choses circa coisa coisas come comme comment como contra contre cosa
cosas cose così cual cuales cualquier cuando cuenta cuánto cómo dalla dalle dallo dans decir degli dela dele deles
della delle dello dentro depois depuis dernier dernière derrière desde después dessa desse desta deste deux devant
deçà dias dice dijo disse disso dois doit doivent donc donde dont dopo dove dunque durante déjà dónde ecco elas eles
ella ellas elle elles ellos embora encore enfin enquanto entonces entre então environ eram eran erano eres esos essa
essas esse essere esses esta estaba estado estamos estar estas estava este estes estos estou estoy está están estão
exemple exemplo faire fait faites fare fatto fazer façon feito fino fois font foram forse fuera fueron geral giorni
giorno gran grand grande había habían hace hacen hacer hacia hanno hasta hecho hemos hier hoje incluso infatti invece
isso isto jamais jour jours juste lequel leur leurs loro lors lorsque luego maior mais malgré manera meglio mejor
melhor meno menos mentre mesma mesmo mezzo mientras mieux minha misma mismo moins mois molta molte molti molto mucha
muchas mucho muchos muita muitas muito muitos même mêmes nada nella nelle nello nenhum nessa nesse nessuno nesta neste
niente nosotros nossa nosso nostra nostro notre nous nouveau nouvelle novo nuestra nuestro nueva nuevo nunca ogni
oltre onde ontem oppure otra otras otro otros outra outras outro outros para parce parfois part parte partir pela
pelas pelo pelos pendant perché pero personne però pessoas petit petite peut peuvent piccolo plus plusieurs plutôt
poco pode podem podemos podría pois porque porqué possible possono pouco pour pourquoi pourtant pouvoir premier
première presque prima primeira primeiro primer primera primo proprio puede pueden pues puis puisque qual qualche
qualcosa quale quali qualquer quand quando quant quanto quase quasi quel quella quelle quelles quelli quello quelque
quelques quels quem questa queste questi questo quiere quindi quién quoi rien sans saranno sarebbe sauf según selon
sempre sendo senza sera seraient serait seront será sería seul seule seulement seus siamo sido siempre sino sinon
sobre soit solo somente somos sono sont sopra sotto sous souvent stata stati stato stesso suas subito suis suite sulla
sulle surtout sólo também tandis tant tanto telle tempo temps tener tengo tenho tenía teve tiempo tiene tienen tinha
toda todas todavía todo todos toujours tous tout toute toutes tras tres trois trop troppo trouve très três tudo tutta
tutte tutti tutto tuve umas unas unos usted vamos veces vers vezes você vocês voici voilà voir volta volte vostro
votre vous vraiment étaient était étant être
"""
_NORTHERN: Final = """
aldrig aldus alla alle alleen alles allt altijd andere anders andra annan annat bara beetje behöver beter bijna blev
blir borde bort bättre både daar daarna daarom dagar dagen denna deras dess dessa detta deze dingen dock doen door
drie därför echt eerst eerste efter eftersom eigen eigenlijk elke eller enkele enligt even finns fler flera fram från
fått före första gaan ganska geen genast genom gewoon gick gjorde gjort goed goede graag groot grote göra hadden hade
hans hebben heeft heel hela hele helemaal hellre henne hennes hier hoeveel honom idag iedereen iemand iets igen igår
inga ingen inget innan inom inte istället jaar jaren jouw kanske kommer kunde kunna kunnen laatste langs later lite
litet längre maar maken meer mellan mensen mera mest minst misschien moet moeten mycket många måste naar natuurlijk
niet niets nieuwe nodig nooit nästa nästan någon något några också olika ongeveer onze over paar samma sedan senare
själv skulle slut soms steeds stor stora sällan sådan tack tegen terug tiden tijd till tillbaka toch toen trots tussen
twee tänker under utan vaak vandaag vara varför varit varje vart veckor veel verder vilka vilken vilket vill voor
vooral waar waarom wanneer want waren weer welke werd willen worden wordt zeer zelf zich zijn zoals zonder zouden även
åren över
"""
STOPWORDS: Final = frozenset(f"{_ENGLISH} {_GERMAN} {_ROMANCE} {_NORTHERN}".split())
