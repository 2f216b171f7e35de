"""Policy packs: files of a policy turned into domain objects, with every fault located."""
