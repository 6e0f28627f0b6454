"""The table of service records: county first in every key, partitioned by month (SCALE.md rule 1)."""

RECORD = """
create table delivery_record (
    county varchar(6) not null,
    month date not null,
    client_key uuid not null,
    contract_id bigint not null,
    provider_id bigint not null,
    project_no varchar(20) not null,
    worker_id bigint not null,
    worker_name varchar(120) not null,
    kind varchar(16) not null,
    "on" date not null,
    started_at timestamptz not null,
    minutes smallint not null check (minutes > 0),
    clients jsonb not null,
    people integer not null check (people >= 0),
    place varchar(120) not null,
    note text not null,
    measure varchar(30) not null,
    value numeric(12, 2),
    state varchar(8) not null,
    recorded_at timestamptz not null,
    primary key (county, month, client_key),
    check (month = date_trunc('month', "on")::date)
) partition by range (month);
create index delivery_record_contract on delivery_record (county, contract_id, "on" desc, client_key desc);
create index delivery_record_worker on delivery_record (county, worker_id, started_at);
create table delivery_record_other partition of delivery_record default;
"""
