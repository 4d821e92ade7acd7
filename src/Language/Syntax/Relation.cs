namespace Sitrep.Language.Syntax;

/// <summary>Dependency relations of Universal Dependencies, with the subtypes that later stages use. Models depend on the order.</summary>
public enum Relation : byte
{
    /// <summary>root: The root of a sentence.</summary>
    Root,
    /// <summary>acl: Clause that modifies a noun.</summary>
    Acl,
    /// <summary>acl:relcl: Relative clause.</summary>
    AclRelcl,
    /// <summary>advcl: Adverbial clause.</summary>
    Advcl,
    /// <summary>advcl:relcl: Relative clause that modifies a clause.</summary>
    AdvclRelcl,
    /// <summary>advmod: Adverb.</summary>
    Advmod,
    /// <summary>amod: Adjective.</summary>
    Amod,
    /// <summary>appos: Apposition.</summary>
    Appos,
    /// <summary>aux: Auxiliary.</summary>
    Aux,
    /// <summary>aux:pass: Auxiliary of the passive.</summary>
    AuxPass,
    /// <summary>case: Preposition or possessive ending.</summary>
    Case,
    /// <summary>cc: Coordinator.</summary>
    Cc,
    /// <summary>cc:preconj: First half of a coordinator: "both".</summary>
    CcPreconj,
    /// <summary>ccomp: Clausal complement with a subject of its own.</summary>
    Ccomp,
    /// <summary>compound: Noun before a noun.</summary>
    Compound,
    /// <summary>compound:prt: Particle of a phrasal verb.</summary>
    CompoundPrt,
    /// <summary>conj: What a coordinator joins to the first.</summary>
    Conj,
    /// <summary>cop: Copula.</summary>
    Cop,
    /// <summary>csubj: Clause as subject.</summary>
    Csubj,
    /// <summary>dep: Anything else.</summary>
    Dep,
    /// <summary>det: Determiner.</summary>
    Det,
    /// <summary>discourse: Interjection.</summary>
    Discourse,
    /// <summary>dislocated: Fronted or postponed part.</summary>
    Dislocated,
    /// <summary>expl: "There", "it" without reference.</summary>
    Expl,
    /// <summary>fixed: Part of a fixed expression: "because of".</summary>
    Fixed,
    /// <summary>flat: Part of a name.</summary>
    Flat,
    /// <summary>goeswith: Part of a word torn apart.</summary>
    Goeswith,
    /// <summary>iobj: Indirect object.</summary>
    Iobj,
    /// <summary>list: Item of a list.</summary>
    List,
    /// <summary>mark: Subordinator, "to" of an infinitive.</summary>
    Mark,
    /// <summary>nmod: Noun that modifies a noun.</summary>
    Nmod,
    /// <summary>nmod:poss: Possessor.</summary>
    NmodPoss,
    /// <summary>nmod:unmarked: Noun without preposition that modifies a noun.</summary>
    NmodUnmarked,
    /// <summary>nsubj: Subject.</summary>
    Nsubj,
    /// <summary>nsubj:pass: Subject of a passive.</summary>
    NsubjPass,
    /// <summary>nummod: Number.</summary>
    Nummod,
    /// <summary>obj: Object.</summary>
    Obj,
    /// <summary>obl: Noun with preposition that belongs to a verb.</summary>
    Obl,
    /// <summary>obl:agent: Agent of a passive: "by".</summary>
    OblAgent,
    /// <summary>obl:unmarked: Time or measure without preposition.</summary>
    OblUnmarked,
    /// <summary>orphan: Left over where a verb was left out.</summary>
    Orphan,
    /// <summary>parataxis: Clause set beside another.</summary>
    Parataxis,
    /// <summary>punct: Punctuation.</summary>
    Punct,
    /// <summary>reparandum: What the speaker corrects.</summary>
    Reparandum,
    /// <summary>vocative: Who is spoken to.</summary>
    Vocative,
    /// <summary>xcomp: Clausal complement without a subject of its own.</summary>
    Xcomp,
    /// <summary>nmod:desc: Title before a name.</summary>
    NmodDesc,
    /// <summary>det:predet: Determiner before a determiner: "all" the.</summary>
    DetPredet,
}
