"""First names that are common where programmes are written: they tell a person from a title."""

from __future__ import annotations

_NAMES = """
    abdallah abdel abdelkader abdou abdoulaye abdul abel abigail abou aboubacar achille ada adam
    adama adelaide adele adeline adja adrian adriana adrien adrienne agathe agnes ahmadou ahmed
    aicha aida aime aimee aissa aissata aissatou akim al alain alan alana alban albane albert
    alberto aled alejandro aleksander alessandra alessandro alex alexander alexandra alexandre
    alexia alexis alfred ali alice alicia aline aliou alioune alison alix allan allison alma
    aloys alpha alphonse alun amadou amal amanda amandine amani amar amara ambre ambroise amel
    amelia amelie amina aminata amine amir amira amy ana anais anastasia anatole andre andrea
    andreas andree andres andrew andy ange angela angele angelina angeline angelique anicet
    anick anika anil anita ann anna annabelle anne annette annick annie anouk anselme anthony
    antoine antoinette anton antonia antonin antonio aoife apolline arash archibald ariane
    arianna aristide arjun arlette armand armande armelle arnaud arsene arthur asha assane assia
    astou astrid athena aubin aude audrey augusta auguste augustin aurelie aurelien aurore awa
    axel axelle aya ayse aziz aziza babacar baptiste barbara barnabe barry barthelemy basile
    bastien bathilde bea beata beatrice beatriz ben benedicte benjamin benoit bernadette bernard
    bertille bertrand beth bettina bev bianca bilal bill billy bjorn blaise blanche blandine bob
    boban boris boubacar brahim brandon branka brenda brendan brian brice bridget brieuc
    brigitte bronwen bruce bruno calvin camille candice carina carine carl carla carlo carlos
    carole carolina caroline carrie carys cassandra cassandre caterina catherine cathy cecile
    cecilia cedric celeste celestin celia celine cerys cesar chantal charlene charles charlie
    charlotte cheikh cherif chiara chidi chinedu chloe chris christelle christian christiane
    christina christine christophe christopher ciara claire clara clarence clarisse claude
    claudette claudia claudie claudine claudio claus clelia clemence clement clementine clive
    cloe clothilde clotilde clovis colette colin coline conrad constance constant cora coralie
    corentin corinne cornelia cosima coumba craig cristina cynthia cyprien cyril cyrille dafydd
    daisy damien dan dana daniel daniela daniele danielle danny daouda daphne dario darren david
    deb deborah delphine denis denise denys derek des desire desiree dev diana diane dider
    didier diego dieynaba dimitri dina djamila djibril dmitri dolores domenico dominic dominique
    donald donatien dora doris dorothee dorothy doug douglas dragan driss duncan dylan edgar
    edith edmond edouard eduardo edward edwige eglantine eileen elaine eleanor elena eleonore
    eliane elias elie elif elin elina elio eliott elisa elisabeth elise elisha eliza elizabeth
    ella ellen elliot elodie eloi eloise elsa elvire emeline emerence emeric emile emilia emilie
    emilien emily emma emmanuel emmanuelle enrico enzo eoin eric erica erik erika ernest
    ernestine erwan erwann esmeralda esperance esteban estelle esther etienne eugene eugenie eva
    evan evangeline eve evelyn evelyne ewan fabian fabien fabienne fabio fabrice fadila fanny
    fanta farah farid farida fatima fatimata fatou fatoumata felicia felicie felicien felicite
    felix ferdinand fergus fernand fernanda fernande fernando ffion fidele filip fiona flavia
    flavie flavien flora florence florent florian floriane fode fodie franca frances francesca
    francesco francine francis francisco franck francois francoise frank franz fred freddy
    frederic frederica frederick frederique freja gabin gabriel gabriela gabriele gabrielle gael
    gaelle gaetan gail garance gareth gaspard gaston gauthier gautier gemma genevieve geoffrey
    geoffroy george georges georgette georgia georgina gerald geraldine gerard germain germaine
    gertrude ghislain ghislaine giada gilbert gilberte giles gilles gillian gina ginette giorgio
    giovanna giovanni gisele giulia giuseppe gladys glen gloria glyn gontran goran gordon grace
    graham greg gregoire gregory greta guilhem guillaume guillemette guiseppe gunther gus
    gustave guy gwen gwenael gwenaelle gwendoline habib hadja hakim halima hamid hamidou hamish
    hana hanna hannah hans harold harriet harry haruto hasna hassan hawa heather hector hedwige
    heidi heike helen helena helene helga heloise henri henrietta henriette henry herbert
    hermann hermine herve hicham hilary hilda hippolyte holly honore honorine hortense hubert
    hugh hugo hugues humberto hussein iain ian ibrahim ibrahima ida idris idriss idrissa ignace
    igor ilan iliana ilona ilyes imane imani imogen imran ines ingeborg ingrid inna irene irina
    iris isaac isabel isabella isabelle isadora isaline isidore ismael ismail issouf ivan ivana
    jack jackie jacob jacqueline jacques jade jaime jake jamal james jamie jamila jan jana jane
    janet janine jasmine jason javier jean jeanne jeannine jeff jeffrey jelena jenna jennifer
    jenny jeremie jeremy jerome jess jessica jill jim jimmy jo joachim joan joana joanna joanne
    joao joaquin jocelyn jocelyne joe joel joelle johan johann johanna john johnny jolanda jon
    jonas jonathan jordan jordane jorge jose josee joseph josephine joshua josiane josselin jost
    joy joyce juan juana judicael judith jules julia julian juliana julie julien julienne
    juliette julio june justin justine kader kadiatou kadija kamal kamel kamila karel karen
    karim karima karin karine karl karla karolina katarina kate katharina katherine kathleen
    kathy katia katie katrin kay keith kelly ken kenji kenneth kenza kerstin kevin khadija
    khadim khady khaled kim kirsten kit klaus koffi kofi konstantin kristina kurt kwabena kwame
    kylie laetitia laila lakshmi lamia lamine lance lara larry lars latifa laura laure laureen
    laurel laurence laurent laurette laurie layla lea leah leandre leila lena leo leon leonard
    leonardo leonie leonor leonora leopold leslie leticia lev lewis lia liam lidia lila lilian
    liliane lilly lily lin lina linda lionel lisa lise lisette liv liz lizzie loic lois lola
    lorena lorenzo loris lorraine lou louane louis louisa louise louka luc luca lucas lucia
    lucian lucie lucien lucienne lucile lucille lucy ludivine ludmila ludovic luigi luis luisa
    lukas luke lwazi lydia lydie lyes lyse mabel macha madeleine mae maelle maeva maeve magali
    magalie maggie magnus mahamadou mai maia mairead maite majda malcolm malek malia malick
    malik malika mamadou mame manon manuel manuela marc marceau marcel marcela marceline
    marcella marcelle marcello marco marcus margaret margarita margaux margherita margot
    marguerite maria mariam mariama mariame marian mariana marianne marie marielle marieme marin
    marina marine mario marion marius mariya marjolaine marjorie mark marko marlene marta martha
    marthe martial martin martina martine marvin mary maryam maryline maryse maryvonne massimo
    mateo mathias mathieu mathilde mathis mathurin matilda matt matteo matthew matthias matthieu
    maud maude maura maureen maurice mauricette maurizio max maxence maxime maximilien may maya
    mbaye medhi meg megan mehdi mehmet mei melanie melina melissa melody mercedes mia michael
    michaela michal michel michele micheline michelle mickael miguel mika mike mikhail milan
    milena milica mina mira miranda mireille miriam mo moctar modou mohamed mohammed moise molly
    mona monica monika monique morgan morgane mory moses mouhamadou mounir mounira moussa muriel
    murielle mustafa mustapha myriam nabil nabila nadege nadia nadine nadja nafissatou naima
    naledi nan nancy naomi natacha natalia natalie natasha nathalie nathan nathanael ndeye neil
    nelly nelson nestor neville ngozi nia niamh nicholas nick nico nicola nicolas nicole
    nicoletta nigel nigella nikita nils nina nino noah noe noel noelie noelle noemi noemie
    nolwenn noor nora norah norbert noura nourredine nuno oceane octave octavie odette odile
    oisin olga olive oliver olivia olivier oluwaseun olympe omar ophelia orlando oscar osman
    ouassila oumar oumou oumy ousmane oussama ousseynou pablo padraig paloma pam pamela paola
    paolo pascal pascale pascaline patience patrice patricia patricio patrick patrizia paul
    paula paule paulette paulin pauline paulo pavel pedro peg peggy penelope penny perrine peter
    petra phil philbert philibert philip philippa philippe philippine philomene pia piero pierre
    pierrette pierrick pietro priscilla priya prosper quentin rachel rachelle rachid rachida
    rafael raffaele rahul raj ralph rama ramata ramatoulaye ramon rania raoul raphael raphaelle
    rashid raul raymond raymonde rebecca regina regine regis reine remi remy renata renaud rene
    renee rhys ricardo riccardo richard richarde rita rob robert roberta roberto robin robyn
    roch rocio roderick rodolphe rodrigo rodrigue roger roisin rokhaya rokia roland rolande
    romain romane romeo romuald ron ronald ronan rory ros rosa rosalie rosalind rose roseline
    rosemary rosetta roxane roy ruben rudolf rudy rupert ruth ryan sabah sabina sabine sabrina
    sacha sadia safia said saida salif salima salimata saliou sally salome salomon salvador sam
    samantha sami samia samir samira samuel sandra sandrine sandy saoirse sara sarah sasha scott
    sean sebastian sebastien segolene selim selma serena serge sergei sergio seydou shannon
    sharon sheila shirley sian sibylle sid sidonie siegfried silas silvia silvio simeon simon
    simone sinead siobhan sipho sixtine slimane sofia sofiane solange solene soline solveig
    sonia sonja sophia sophie soren souad souleymane stan stanislas stefan stefania stefano
    stella stephan stephane stephanie stephen steve steven stewart stu stuart sue sultan sunita
    susan susanna susanne suzanne suzie sven svetlana sybille sylvain sylvestre sylvette sylvia
    sylviane sylvie tabea tahar tamara tamsin tanguy tania tanya tara tatiana ted tendai teo
    terence teresa terry thabo thea thelma theo theodora theodore theophile therese thi thibaud
    thibault thibaut thierno thierry thomas thor tiffany till tim timothe timothee timothy tina
    titouan tobias toby todd tom tomas tommaso tony touria tracy trevor tristan ugo ulrich
    ulrike ursula ute val valentin valentina valentine valeria valerie valery vanessa vania
    vasco vera veronica veronique vianney victoire victor victoria victorien vincent vincenzo
    vinciane violaine violet violette virgile virginia virginie vittoria viv vivian viviane
    vladimir wafa walid walter wanda wassila wayne wei wendy werner wilfried wilhelm will
    william willy winifred winnie wolfgang xavier xaviere yacine yacouba yael yaelle yanis yann
    yannick yara yasmina yasmine yassine yolande youcef youri youssef youssouf ysee yuki yuri
    yusuf yvan yves yvette yvon yvonne zacharie zahra zainab zanele zelie zineb zita zoe zohra
    zoran zsofia
"""

GIVEN_NAMES = frozenset(_NAMES.split())
"""All of them, in small letters, without accents."""
