-- Rows of the main tables as the schema of migration 0040 holds them. Written by hand; times are fixed, so that two
-- databases that get them are equal.
insert into division (code, name, short_name, level, parent) values
  ('210000', '辽宁省', '辽宁', 'province', null),
  ('210900', '阜新市', '阜新', 'city', '210000'),
  ('210902', '海州区', '海州', 'county', '210900');

insert into city (code, federation_name, hotline, created_at) values
  ('210900', '阜新市总工会', '12351', '2026-01-05 00:00+00');

insert into agreement (id, slug, name, short_name, shares, starts_on, ordinal) values
  ('00000000-0000-7000-8000-00000000a001', 'liaoxi', '辽西求职用工互通协议', '辽西', '{posting,enterprise,fair}', '2024-05-01', 0);
insert into agreement_city (agreement_id, city, hue, ordinal, joined_on) values
  ('00000000-0000-7000-8000-00000000a001', '210900', '#7A4E9E', 0, '2024-05-01');

-- The sealed values are no ciphertext: migrations do not open them.
insert into account (id, phone_index, phone_sealed, name, created_at, signed_in_at) values
  ('00000000-0000-7000-8000-00000000b001', '\x01', '\x01', '李主任', '2026-01-05 00:00+00', '2026-02-01 01:00+00'),
  ('00000000-0000-7000-8000-00000000b002', '\x02', '\x02', '王经理', '2026-01-06 00:00+00', null),
  ('00000000-0000-7000-8000-00000000b003', '\x03', '\x03', null, '2026-01-07 00:00+00', '2026-02-03 01:00+00');

insert into enterprise (id, home_city, county, name, name_key, status, origin, rev, created_at, updated_at) values
  ('00000000-0000-7000-8000-00000000c001', '210900', '210902', '阜新机械厂', '阜新机械厂', 'verified', 'registered', 2,
    '2026-01-08 00:00+00', '2026-01-09 00:00+00'),
  ('00000000-0000-7000-8000-00000000c002', '210900', null, '海州铸造厂', '海州铸造厂', 'suspended', 'imported', 3,
    '2026-01-08 00:00+00', '2026-01-20 00:00+00');

insert into membership (id, account_id, kind, enterprise_id, city, created_at) values
  ('00000000-0000-7000-8000-00000000d001', '00000000-0000-7000-8000-00000000b001', 'officer', null, '210900',
    '2026-01-05 00:00+00'),
  ('00000000-0000-7000-8000-00000000d002', '00000000-0000-7000-8000-00000000b002', 'member',
    '00000000-0000-7000-8000-00000000c001', null, '2026-01-09 00:00+00');

insert into audit (id, at, actor_kind, account_id, action, subject_kind, subject_id, city, detail) values
  ('00000000-0000-7000-8000-00000000e001', '2026-01-20 00:00+00', 'account', '00000000-0000-7000-8000-00000000b001',
    'enterprise.suspend', 'enterprise', '00000000-0000-7000-8000-00000000c002', '210900', '{"reason": "查无此地"}');

insert into posting (id, home_city, enterprise_id, status, title, headcount, employment_type, duties, requirements,
    place_text, province, city, county, pay_text, pay_min_yuan, pay_max_yuan, pay_period, contact_name, contact_phone,
    valid_through, close_reason, published_at, closed_at, created_by, created_at, updated_at) values
  ('00000000-0000-7000-8000-00000000f001', '210900', '00000000-0000-7000-8000-00000000c001', 'published', '电焊工', 5,
    'fullTime', '焊接钢结构', '有焊工证', '阜新市海州区', '210000', '210900', '210902', '6000-8000元/月', 6000, 8000,
    'month', '王经理', '0418-1234567', '2099-12-31', null, '2026-01-10 00:00+00', null,
    '00000000-0000-7000-8000-00000000b002', '2026-01-09 00:00+00', '2026-01-10 00:00+00'),
  ('00000000-0000-7000-8000-00000000f002', '210900', '00000000-0000-7000-8000-00000000c002', 'closed', '电焊工学徒', 2,
    'fullTime', '打下手', '肯学', '阜新市', '210000', '210900', null, '3000元/月', 3000, 3000, 'month', '赵师傅',
    '0418-7654321', '2099-12-31', 'enterpriseSuspended', '2026-01-10 00:00+00', '2026-01-20 00:00+00', null,
    '2026-01-09 00:00+00', '2026-01-20 00:00+00');

insert into profile (account_id, call_name, skills, places, years, created_at, updated_at) values
  ('00000000-0000-7000-8000-00000000b003', '小陈', '{电焊}', '{210900}', 8, '2026-01-11 00:00+00', '2026-01-11 00:00+00');

insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, granted_at, ends_at) values
  ('00000000-0000-7000-8000-000000010001', '00000000-0000-7000-8000-00000000b003', 'application', 'enterprise',
    '00000000-0000-7000-8000-00000000c001', '{callName,phone,skills}', '2026-01-12 00:00+00', '2026-07-12 00:00+00');

insert into application (id, reference, posting_id, enterprise_id, home_city, account_id, consent_id, status, answered_at,
    rev, created_at, updated_at) values
  ('00000000-0000-7000-8000-000000020001', 'A0001', '00000000-0000-7000-8000-00000000f001',
    '00000000-0000-7000-8000-00000000c001', '210900', '00000000-0000-7000-8000-00000000b003',
    '00000000-0000-7000-8000-000000010001', 'declined', '2026-01-14 00:00+00', 2, '2026-01-12 00:00+00',
    '2026-01-14 00:00+00');

insert into card_view (id, account_id, viewer_account_id, viewer_label, application_id, at) values
  ('00000000-0000-7000-8000-000000030001', '00000000-0000-7000-8000-00000000b003',
    '00000000-0000-7000-8000-00000000b002', '阜新机械厂', '00000000-0000-7000-8000-000000020001', '2026-01-13 00:00+00');

insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, created_at, cause) values
  ('00000000-0000-7000-8000-000000040001', 'account', '00000000-0000-7000-8000-00000000b003', 'applicationDeclined',
    'application', '00000000-0000-7000-8000-000000020001', '2026-01-14 00:00+00', 'application:declined');
