-- What the third migration added: where a published figure stands, and in which file.
UPDATE published_report SET file_name = 'rapport.pdf', sha256 = 'e1';
UPDATE published SET place = 'sida 4' WHERE value = 60;
