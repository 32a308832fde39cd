"""Given names that are common in Sweden, chosen by hand: without those that are words or providers
of care as well (Bo, Per, Inga, Max; Olivia)."""

from __future__ import annotations

_NAMES = """
    adam agneta ahmed albin alexander alexandra alfred ali alice alva amanda amina amir anders
    andreas anette anita ann anna anna-karin anna-lena annika ann-christin ann-marie anneli anton
    arne arvid astrid axel barbro benjamin berit bengt bertil birgitta birgit britt britt-marie
    camilla carina carl carl-johan caroline cecilia charlotte christer christian christina
    christoffer claes daniel david edvin elias elin elisabet elisabeth ella ellen elsa emelie
    emil emilia emma erik erika eva eva-lena ewa fatima felicia felix filip folke fredrik frida
    fredrika gabriel gerd georg greta gudrun gunilla gunnar gunnel gustaf gustav göran göte håkan
    hanna hannes hans hassan helen helena helene henrik hugo hussein ibrahim ida inger ingegerd
    ingemar ingrid ingvar irene isabelle isac isak jacob jakob jan-erik jenny jens jesper
    jessica joakim joel johan johanna john johnny jonas jonathan jonatan josef josefin josefine
    julia jörgen karin karl karl-erik katarina kenneth kent kerstin khadija kjell kristina
    kristoffer lars lars-erik lena lennart leif leila liam lina linda linn linnea linus lisa
    louise lucas lukas lovisa ludvig magnus maja malin marcus margareta margaretha maria
    marianne marie markus martin mathias mats mattias maryam matilda melker michael mikael moa
    mohamed mohammed mohammad mona monica monika mustafa märta natalie niklas nils olga ola
    olle olof oscar oskar oliver omar patrik peder pernilla per-olof peter petra pia
    pontus rasmus rebecka richard rickard robert robin roger roland rolf rune samuel sandra sara
    sebastian simon siv sofia sofie sonja stefan stina susanne svante sven sven-erik theo therese
    thomas tobias tomas tommy tony torbjörn tove tyra ulf ulla ulla-britt ulrika urban
    veronica veronika victor victoria viktor viktoria vilhelm vincent wilhelm william wilma
    yasmin yvonne yusuf zahra åsa östen
"""
GIVEN_NAMES = frozenset(_NAMES.split())
